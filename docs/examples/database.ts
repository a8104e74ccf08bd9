/**
 * A real database, embedded: PostgreSQL in a package. Each query brings a row together with what the caller is to it, in one
 * round trip, whether the row exists or not.
 */
import { PGlite } from '@electric-sql/pglite'

export interface Call {
  readonly id: string
  readonly owner: string
  readonly title: string
  readonly audio: string
  readonly shared: boolean
}

export interface AccessRequest {
  readonly asker: string
  readonly target: string
}

export interface Database {
  readonly call: (id: string, user: string | null) => Promise<Call | undefined>
  readonly person: (phone: string, user: string | null) => Promise<{ readonly phone: string; readonly shared: boolean } | undefined>
  readonly callsOf: (phone: string) => Promise<ReadonlyArray<{ readonly id: string; readonly title: string }>>
  readonly rename: (id: string, title: string) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly share: (owner: string, viewer: string) => Promise<void>
  readonly file: (asker: string, target: string) => Promise<void>
  readonly requestsTo: (owner: string) => Promise<ReadonlyArray<AccessRequest>>
  readonly account: (
    id: string,
    user: string | null,
  ) => Promise<{ readonly id: string; readonly name: string; readonly member: boolean } | undefined>
  readonly recordsOf: (account: string) => Promise<ReadonlyArray<{ readonly id: string; readonly name: string }>>
  readonly record: (id: string) => Promise<{ readonly id: string; readonly name: string } | undefined>
  /** The permission service: what the caller is to the record of this id, whether there is one or not. */
  readonly roleIn: (record: string, user: string | null) => Promise<string | undefined>
  readonly renameRecord: (id: string, name: string) => Promise<void>
  readonly usersOf: (record: string) => Promise<ReadonlyArray<{ readonly person: string; readonly role: string }>>
  readonly identityProvider: (domain: string) => Promise<{ readonly domain: string; readonly issuer: string } | undefined>
  /** Back to what it was when it was opened. */
  readonly reset: () => Promise<void>
  readonly close: () => Promise<void>
}

const schema = `
  create table people (phone text primary key, name text not null);
  create table calls (id text primary key, owner text not null references people, title text not null, audio text not null);
  create table shares (owner text not null references people, viewer text not null references people, primary key (owner, viewer));
  create table access_requests (owner text not null references people, asker text not null references people, target text not null);
  create table accounts (id text primary key, name text not null);
  create table members (account text not null references accounts, person text not null references people);
  create table records (id text primary key, account text not null references accounts, name text not null);
  create table roles (record text not null references records, person text not null references people, role text not null);
  create table identity_providers (domain text primary key, issuer text not null);

  insert into people values ('123456789', 'John'), ('987654321', 'Emma'), ('555000111', 'Tara');
  insert into calls values ('Bnwgab', '987654321', 'Dentist', 'RIFF-dentist'), ('Qx81Lf', '123456789', 'Lawyer', 'RIFF-lawyer');
  insert into accounts values ('acme', 'Acme'), ('globex', 'Globex');
  insert into members values ('acme', '987654321'), ('acme', '123456789'), ('globex', '555000111');
  insert into records values ('payroll', 'acme', 'Payroll');
  insert into roles values ('payroll', '987654321', 'admin'), ('payroll', '123456789', 'viewer');
  insert into identity_providers values ('acme.example', 'https://login.acme.example');
`

export const openDatabase = async (): Promise<Database> => {
  const db = new PGlite()
  await db.exec(schema)
  const all = async <Row>(sql: string, ...values: ReadonlyArray<unknown>): Promise<ReadonlyArray<Row>> =>
    (await db.query<Row>(sql, [...values])).rows
  const first = async <Row>(sql: string, ...values: ReadonlyArray<unknown>): Promise<Row | undefined> => (await all<Row>(sql, ...values))[0]
  const run = async (sql: string, ...values: ReadonlyArray<unknown>): Promise<void> => {
    await db.query(sql, [...values])
  }
  const shared = (owner: string): string => `exists (select 1 from shares s where s.owner = ${owner} and s.viewer = $2) as shared`
  return {
    call: (id, user) => first(`select c.*, ${shared('c.owner')} from calls c where c.id = $1`, id, user),
    person: (phone, user) => first(`select p.phone, ${shared('p.phone')} from people p where p.phone = $1`, phone, user),
    callsOf: (phone) => all('select id, title from calls where owner = $1 order by id', phone),
    rename: (id, title) => run('update calls set title = $2 where id = $1', id, title),
    remove: (id) => run('delete from calls where id = $1', id),
    share: (owner, viewer) => run('insert into shares values ($1, $2)', owner, viewer),
    // one statement for a target that exists and for one that does not
    file: (asker, target) =>
      run(
        `insert into access_requests select distinct p.phone, a.phone, $2
         from people a, people p left join calls c on c.owner = p.phone
         where a.phone = $1 and ($2 = '/calls/' || c.id or $2 = '/users/' || p.phone || '/calls')`,
        asker,
        target,
      ),
    requestsTo: (owner) =>
      all('select p.name as asker, r.target from access_requests r join people p on p.phone = r.asker where r.owner = $1', owner),
    account: (id, user) =>
      first(
        'select a.*, exists (select 1 from members m where m.account = a.id and m.person = $2) as member from accounts a where a.id = $1',
        id,
        user,
      ),
    recordsOf: (account) => all('select id, name from records where account = $1 order by id', account),
    record: (id) => first('select id, name from records where id = $1', id),
    roleIn: async (record, user) =>
      (await first<{ readonly role: string }>('select role from roles where record = $1 and person = $2', record, user))?.role,
    renameRecord: (id, name) => run('update records set name = $2 where id = $1', id, name),
    usersOf: (record) => all('select person, role from roles where record = $1 order by person', record),
    identityProvider: (domain) => first('select * from identity_providers where domain = $1', domain),
    reset: async () => {
      await db.exec(`drop schema public cascade; create schema public; ${schema}`)
    },
    close: () => db.close(),
  }
}
