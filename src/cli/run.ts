/**
 * The command, as a function: arguments in, an exit code out.
 */
import { Command, CommanderError, Option } from 'commander'
import { check } from './check.js'
import { diffOf, type DiffFormat } from './diff.js'
import { explainFacts } from './explain.js'
import { example } from './example.js'
import { CannotRun, exitCodes, type ExitCode, type Io } from './Io.js'
import { show, type ShowFormat } from './show.js'
import { initBy, sweepBy } from './sweep.js'

/**
 * What the command does. It never throws, but for a mistake of its own.
 *
 * @param args - The arguments, without the name of the command.
 * @param io - The world.
 * @returns 0 for yes, 1 for no, 2 where the command could not run, and 3 where a sweep covers too
 *   little.
 */
export const run = async (args: ReadonlyArray<string>, io: Io): Promise<ExitCode> => {
  let code: ExitCode = exitCodes.yes
  const command = commandOf(io, async (work) => {
    code = await work
  })
  try {
    await command.parseAsync(args, { from: 'user' })
    return code
  } catch (cause) {
    if (cause instanceof CommanderError)
      return cause.exitCode === 0 ? exitCodes.yes : exitCodes.cannotRun
    if (!(cause instanceof CannotRun)) throw cause
    io.err(`${cause.message.replace(/^/gm, 'glomar: ')}\n${cause.example}`)
    return exitCodes.cannotRun
  }
}

const json = () => new Option('--json', 'for machines')
const markdown = () => new Option('--markdown', 'for a page or a pull request')

/** The option that was given, or text. */
const formatIn = <F extends string>(options: { readonly [K in F]?: true }): F | 'text' =>
  (Object.keys(options)[0] as F | undefined) ?? 'text'

const commandOf = (io: Io, does: (work: Promise<ExitCode>) => Promise<void>): Command => {
  const glomar = new Command('glomar')
    .description('Who learns what by a policy: JSON or YAML, - for the standard input.')
    .version(io.version)
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'glomar: '))
      },
    })
    .showHelpAfterError('(glomar --help shows all commands and options)')
    .addHelpText(
      'after',
      [
        '\nExit codes: 0 for yes, 1 for no, 2 where the command could not run.',
        'A sweep that covers too little says 3.',
      ].join('\n'),
    )

  glomar
    .command('show')
    .description('show who sees what')
    .argument('<policy>', 'the policy file')
    .addOption(json().conflicts(['markdown', 'html', 'svg']))
    .addOption(markdown().conflicts(['html', 'svg']))
    .addOption(new Option('--html', 'a fragment for a page in UTF-8').conflicts('svg'))
    .addOption(new Option('--svg', 'as a picture'))
    .action((policy: string, options: { readonly [K in ShowFormat]?: true }) =>
      does(show(io, policy, formatIn(options))),
    )

  glomar
    .command('check')
    .description('check that strangers learn only what the file expects (exit code 1 if not)')
    .argument('<policy>', 'the policy file')
    .addOption(json())
    .action((policy: string, { json }: { readonly json?: true }) =>
      does(check(io, policy, json === true)),
    )

  glomar
    .command('diff')
    .description('show what changes (exit code 1 if the new policy discloses more)')
    .argument('<old>', 'the old policy file')
    .argument('<new>', 'the new policy file')
    .addOption(json().conflicts('markdown'))
    .addOption(markdown())
    .action((before: string, after: string, options: { readonly [K in DiffFormat]?: true }) =>
      does(diffOf(io, [before, after], formatIn(options))),
    )

  glomar
    .command('explain')
    .description('show what a caller is answered, and why; the output is not for the caller')
    .argument('[facts]', 'policy, route, authn and facts in one file', '-')
    .addOption(json())
    .option('--policy <file>', 'the policy file, if the policy is not with the facts')
    .addHelpText('after', `\nThe facts, for example:\n${example}`)
    .action((facts: string, options: { readonly json?: true; readonly policy?: string }) =>
      does(explainFacts(io, facts, options.policy, options.json === true)),
    )

  glomar
    .command('sweep')
    .description('ask a whole API, from outside, whether it tells what is hidden')
    .argument('[config]', 'the configuration')
    .addOption(json())
    .option('--baseline <file>', 'an earlier result of --json: what it found is known')
    .option('--out <file...>', 'also write reports: .json, .xml (JUnit) or .html')
    .addOption(
      new Option('--init <openapi>', 'print a first configuration for a document').conflicts([
        'json',
        'baseline',
        'out',
      ]),
    )
    .action((config: string | undefined, options: SweepArguments, { args }: Command) =>
      does(
        options.init !== undefined && args.length === 0
          ? initBy(io, options.init)
          : sweepBy(io, config ?? '-', {
              isJson: options.json === true,
              baseline: options.baseline,
              out: options.out ?? [],
            }),
      ),
    )

  for (const command of glomar.commands)
    command.showHelpAfterError(`(glomar ${command.name()} --help shows its arguments and options)`)

  glomar
    .command('help')
    .description('show help')
    .argument('[command]')
    .action((name?: string) => {
      const about =
        name === undefined ? glomar : glomar.commands.find((each) => each.name() === name)
      if (about === undefined) glomar.error(`error: unknown command '${String(name)}'`)
      else about.outputHelp()
    })
  return glomar
}

interface SweepArguments {
  readonly json?: true
  readonly baseline?: string
  readonly out?: ReadonlyArray<string>
  readonly init?: string
}
