/** Why a command could not do what it was asked. Exits with 2; what varies stands in `subject`. */
export type CliErrorCode =
  | 'unknown_command'
  | 'unknown_option'
  | 'unknown_format'
  | 'unreadable_file'
  | 'unreadable_module'
  | 'no_machine'
  | 'several_machines'
  | 'no_model'
  | 'unknown_state'
  | 'no_way'
  | 'no_recording'
  | 'no_results'
  | 'other_chart'
  | 'no_renderer'
  | 'no_fonts'
  | 'missing_argument'
  | 'unwritable_file'

const messages: Readonly<Record<CliErrorCode, string>> = {
  unknown_command: 'Cannot run the command: there is none of that name',
  unknown_option: 'Cannot run the command: it has no such option',
  unknown_format:
    'Cannot draw: the format is not known (charts: svg, png, mermaid, md, json, html; stories: svg, png, md)',
  unreadable_file: 'Cannot read the file: it is missing or closed to us',
  unreadable_module: 'Cannot load the module: it is missing or fails when it is loaded',
  no_machine: 'Cannot draw the chart: the module exports no XState 5 machine',
  several_machines: 'Cannot draw the chart: the module exports several machines; name one as module#export',
  no_model: 'Cannot draw the chart: the file holds no chart model',
  unknown_state: 'Cannot tell the story: the chart has no such state',
  no_way: 'Cannot tell the story: no way to the state was found',
  no_recording: 'Cannot open the viewer: the file holds neither a recording nor a chart',
  no_results: 'Cannot paint the chart: the file holds no findings of tests',
  other_chart: 'Cannot paint the chart: the findings are about another drawing of it',
  no_renderer: 'Cannot draw the picture: @resvg/resvg-js is not installed',
  no_fonts: 'Cannot draw the picture: this machine has no fonts to write its words with',
  missing_argument: 'Cannot run the command: an argument is missing',
  unwritable_file: 'Cannot write the file: its folder is missing or closed to us',
}

export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: CliErrorCode
  /** What it was about: a path, a name, an option. */
  readonly subject: string

  constructor(code: CliErrorCode, subject: string, options?: ErrorOptions) {
    super(messages[code], options)
    this.code = code
    this.subject = subject
  }
}
