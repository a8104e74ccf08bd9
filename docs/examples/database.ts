/**
 * A real database, embedded: PostgreSQL in a package. Each query brings a row together with what
 * the caller is to it, in one round trip, whether the row exists or not.
 */
import { PGlite } from '@electric-sql/pglite'

export interface Call {
  readonly id: string
  readonly owner: string
  readonly title: string
  readonly audio: string
  readonly shared: boolean
}

export interface Person {
  readonly phone: string
  readonly shared: boolean
}

export interface Account {
  readonly id: string
  readonly name: string
  readonly member: boolean
}

export interface AccountRecord {
  readonly id: string
  readonly name: string
}

export interface AccessRequest {
  readonly asker: string
  readonly target: string
}

type List<A> = Promise<ReadonlyArray<A>>

export interface Database {
  readonly call: (id: string, user: string | null) => Promise<Call | undefined>
  readonly person: (phone: string, user: string | null) => Promise<Person | undefined>
  readonly callsOf: (phone: string) => List<{ readonly id: string; readonly title: string }>
  readonly rename: (id: string, title: string) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly share: (owner: string, viewer: string) => Promise<void>
  readonly file: (asker: string, target: string) => Promise<void>
  readonly requestsTo: (owner: string) => List<AccessRequest>
  readonly account: (id: string, user: string | null) => Promise<Account | undefined>
  readonly recordsOf: (account: string) => List<AccountRecord>
  readonly record: (id: string) => Promise<AccountRecord | undefined>
  /** The permission service: the caller's role in the record of this id, if there is one. */
  readonly roleIn: (record: string, user: string | null) => Promise<string | undefined>
  readonly renameRecord: (id: string, name: string) => Promise<void>
  readonly usersOf: (record: string) => List<{ readonly person: string; readonly role: string }>
  readonly identityProvider: (
    domain: string,
  ) => Promise<{ readonly domain: string; readonly issuer: string } | undefined>
  /** Back to what it was when it was opened. */
  readonly reset: () => Promise<void>
  readonly close: () => Promise<void>
}

const schema = `
  create table people (phone text primary key, name text not null);
  create table calls (
    id text primary key, owner text not null references people,
    title text not null, audio text not null
  );
  create table shares (
    owner text not null references people, viewer text not null references people,
    primary key (owner, viewer)
  );
  create table access_requests (
    owner text not null references people, asker text not null references people,
    target text not null
  );
  create table accounts (id text primary key, name text not null);
  create table members (
    account text not null references accounts, person text not null references people
  );
  create table records (
    id text primary key, account text not null references accounts, name text not null
  );
  create table roles (
    record text not null references records, person text not null references people,
    role text not null
  );
  create table identity_providers (domain text primary key, issuer text not null);

  insert into people values ('123456789', 'John'), ('987654321', 'Emma'), ('555000111', 'Tara');
  insert into calls values
    ('emmas-call', '987654321', 'Dentist', 'RIFF-dentist'),
    ('johns-call', '123456789', 'Lawyer', 'RIFF-lawyer');
  insert into accounts values ('acme', 'Acme'), ('globex', 'Globex');
  insert into members values ('acme', '987654321'), ('acme', '123456789'), ('globex', '555000111');
  insert into records values ('payroll', 'acme', 'Payroll');
  insert into roles values ('payroll', '987654321', 'admin'), ('payroll', '123456789', 'viewer');
  insert into identity_providers values ('acme.example', 'https://login.acme.example');
`

const sharedWith = (owner: string): string =>
  `exists (select 1 from shares s where s.owner = ${owner} and s.viewer = $2) as shared`

const queries = {
  call: `select c.*, ${sharedWith('c.owner')} from calls c where c.id = $1`,
  person: `select p.phone, ${sharedWith('p.phone')} from people p where p.phone = $1`,
  // one statement for a target that exists and for one that does not
  file: `
    insert into access_requests select distinct p.phone, a.phone, $2
    from people a, people p left join calls c on c.owner = p.phone
    where a.phone = $1 and ($2 = '/calls/' || c.id or $2 = '/users/' || p.phone || '/calls')`,
  requestsTo: `
    select p.name as asker, r.target
    from access_requests r join people p on p.phone = r.asker where r.owner = $1`,
  account: `
    select a.*, exists (select 1 from members m where m.account = a.id and m.person = $2) as member
    from accounts a where a.id = $1`,
}

export const openDatabase = async (): Promise<Database> => {
  const db = new PGlite()
  await db.exec(schema)
  type Values = ReadonlyArray<unknown>
  const all = async <Row>(sql: string, ...values: Values): List<Row> =>
    (await db.query<Row>(sql, [...values])).rows
  const first = async <Row>(sql: string, ...values: Values): Promise<Row | undefined> =>
    (await all<Row>(sql, ...values))[0]
  const run = async (sql: string, ...values: Values): Promise<void> => {
    await db.query(sql, [...values])
  }
  const roles = 'select role from roles where record = $1 and person = $2'
  return {
    call: (id, user) => first(queries.call, id, user),
    person: (phone, user) => first(queries.person, phone, user),
    callsOf: (phone) => all('select id, title from calls where owner = $1 order by id', phone),
    rename: (id, title) => run('update calls set title = $2 where id = $1', id, title),
    remove: (id) => run('delete from calls where id = $1', id),
    share: (owner, viewer) => run('insert into shares values ($1, $2)', owner, viewer),
    file: (asker, target) => run(queries.file, asker, target),
    requestsTo: (owner) => all(queries.requestsTo, owner),
    account: (id, user) => first(queries.account, id, user),
    recordsOf: (id) => all('select id, name from records where account = $1 order by id', id),
    record: (id) => first('select id, name from records where id = $1', id),
    roleIn: async (record, user) =>
      (await first<{ readonly role: string }>(roles, record, user))?.role,
    renameRecord: (id, name) => run('update records set name = $2 where id = $1', id, name),
    usersOf: (id) => all('select person, role from roles where record = $1 order by person', id),
    identityProvider: (domain) =>
      first('select * from identity_providers where domain = $1', domain),
    reset: async () => {
      await db.exec(`drop schema public cascade; create schema public; ${schema}`)
    },
    close: () => db.close(),
  }
}
