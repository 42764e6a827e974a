import KithShell

/// Completion scripts for the shells in which kith is started.
///
/// Written by hand: the parser's own take the name of a subcommand for the graph, which stands in the same place.
enum ShellCompletions {
  /// The script for `bash`, `zsh` or `fish`; nil for another shell.
  static func script(for shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  /// `NAME=` for each setting.
  private static var settings: String {
    SettingTable.all.map { "\($0.name)=" }.joined(separator: " ")
  }

  private static var formats: String { FormatNames.all.joined(separator: " ") }

  private static var bash: String {
    """
    # Completion of kith for bash.
    _kith_files() {
      local ending
      mapfile -t COMPREPLY < <(
        for ending in "$@"; do compgen -f -X "!*.$ending" -- "$cur"; done
        compgen -d -- "$cur"
      )
      compopt -o filenames 2>/dev/null
    }

    _kith_words() {
      mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
    }

    _kith() {
      local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=
      if ((COMP_CWORD > 1)); then command=${COMP_WORDS[1]}; fi
      case $before in
        --format) _kith_words "\(formats)"; return ;;
        --color) _kith_words "auto always never"; return ;;
        --id-type) _kith_words "auto integer string"; return ;;
        --to) _kith_files dot svg png pdf; return ;;
        -f) _kith_files cypher; return ;;
        --set) _kith_words "\(settings)"; return ;;
        -c | --param | --arg | --around | --depth) return ;;
      esac
      case $command in
        load)
          if [[ $cur == -* ]]; then
            _kith_words "--plan --strict --id-type --help"
          elif ((COMP_CWORD == 2)); then
            _kith_files kith
          else
            _kith_files gram csv
          fi
          ;;
        draw)
          if [[ $cur == -* ]]; then
            _kith_words "-c --around --depth --all --schema --to --help"
          else
            _kith_files kith
          fi
          ;;
        *)
          if [[ $cur == -* ]]; then
            _kith_words "-c -f --param --arg --format --read-only --keep-going --timing --color --plain --set --no-config --version --help"
          else
            _kith_files kith
            if ((COMP_CWORD == 1)); then
              local word
              for word in load draw help; do
                if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
              done
            fi
          fi
          ;;
      esac
    }

    complete -F _kith kith

    """
  }

  private static var zsh: String {
    """
    #compdef kith
    # Completion of kith for zsh.
    _kith() {
      case ${words[2]} in
        load)
          _arguments \\
            '1:command:(load)' \\
            '2:graph:_files -g "*.kith"' \\
            '*:file:_files -g "*.(gram|csv)"' \\
            '--plan[only show what would change]' \\
            '--strict[take warnings for errors]' \\
            '--id-type[what the ids of CSV files become]:type:(auto integer string)' \\
            '--help[show help]'
          ;;
        draw)
          _arguments \\
            '1:command:(draw)' \\
            '2:graph:_files -g "*.kith"' \\
            '-c[draw what a query returns]:query:' \\
            '--around[draw one thing and what is connected with it]:name:' \\
            '--depth[how many steps from it]:number:' \\
            '--all[draw everything, however much it is]' \\
            '--schema[draw the labels, and how types connect them]' \\
            '--to[the file to write]:file:_files -g "*.(dot|svg|png|pdf)"' \\
            '--help[show help]'
          ;;
        *)
          _arguments \\
            '1: :_kith_first' \\
            '*-c[run statements or a command]:statement:' \\
            '*-f[run a script]:script:_files -g "*.cypher"' \\
            '*--param[set a parameter]:name=json:' \\
            '*--arg[set a parameter to a text]:name=text:' \\
            '--format[how rows are written]:format:(\(formats))' \\
            '--read-only[refuse to change the graph]' \\
            '--keep-going[go on after an error]' \\
            '--timing[tell how long each statement took]' \\
            '--color[when to use colours]:when:(auto always never)' \\
            '--plain[no frames, no colours, no repainting]' \\
            '*--set[change a setting]:name=value:(\(settings))' \\
            '--no-config[leave the config file alone]' \\
            '--version[show the version]' \\
            '--help[show help]'
          ;;
      esac
    }

    _kith_first() {
      _alternative 'graphs:graph:_files -g "*.kith"' 'commands:command:(load draw help)'
    }

    if [[ ${funcstack[1]} == _kith ]]; then _kith "$@"; else compdef _kith kith; fi

    """
  }

  private static var fish: String {
    """
    # Completion of kith for fish.
    function __kith_command
      set -l words (commandline -opc)
      test (count $words) -gt 1; and contains -- $words[2] load draw
    end

    function __kith_in
      set -l words (commandline -opc)
      test (count $words) -gt 1; and test "$words[2]" = $argv[1]
    end

    complete -c kith -n 'not __kith_command' -k -a '(__fish_complete_suffix .kith)'
    complete -c kith -n '__fish_is_nth_token 1' -a load -d 'Load files into a graph'
    complete -c kith -n '__fish_is_nth_token 1' -a draw -d 'Draw a graph'
    complete -c kith -n '__fish_is_nth_token 1' -a help -d 'Show help'
    complete -c kith -n 'not __kith_command' -s c -x -d 'Run statements or a command'
    complete -c kith -n 'not __kith_command' -s f -r -d 'Run a script'
    complete -c kith -n 'not __kith_command' -l param -x -d 'Set a parameter'
    complete -c kith -n 'not __kith_command' -l arg -x -d 'Set a parameter to a text'
    complete -c kith -n 'not __kith_command' -l format -x -a '\(formats)' -d 'How rows are written'
    complete -c kith -n 'not __kith_command' -l read-only -d 'Refuse to change the graph'
    complete -c kith -n 'not __kith_command' -l keep-going -d 'Go on after an error'
    complete -c kith -n 'not __kith_command' -l timing -d 'Tell how long each statement took'
    complete -c kith -n 'not __kith_command' -l color -x -a 'auto always never' -d 'When to use colours'
    complete -c kith -n 'not __kith_command' -l plain -d 'No frames, no colours, no repainting'
    complete -c kith -n 'not __kith_command' -l set -x -a '\(settings)' -d 'Change a setting'
    complete -c kith -n 'not __kith_command' -l no-config -d 'Leave the config file alone'
    complete -c kith -n 'not __kith_command' -l version -d 'Show the version'
    complete -c kith -n '__kith_in load' -l plan -d 'Only show what would change'
    complete -c kith -n '__kith_in load' -l strict -d 'Take warnings for errors'
    complete -c kith -n '__kith_in load' -l id-type -x -a 'auto integer string' -d 'What the ids of CSV files become'
    complete -c kith -n '__kith_in draw' -s c -x -d 'Draw what a query returns'
    complete -c kith -n '__kith_in draw' -l around -x -d 'Draw one thing and what is connected with it'
    complete -c kith -n '__kith_in draw' -l depth -x -d 'How many steps from it'
    complete -c kith -n '__kith_in draw' -l all -d 'Draw everything, however much it is'
    complete -c kith -n '__kith_in draw' -l schema -d 'Draw the labels, and how types connect them'
    complete -c kith -n '__kith_in draw' -l to -r -d 'The file to write'
    complete -c kith -l help -s h -d 'Show help'

    """
  }
}
