#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <readline/readline.h>
#include <readline/history.h>

// Readline keeps its settings in C globals, which Swift 6 refuses to touch: these set and read them.

static inline void kith_rl_set_name(const char *name) { rl_readline_name = name; }

// Signals are caught by kith; only the window's size is readline's business.
static inline void kith_rl_leave_signals(void) {
  rl_catch_signals = 0;
  rl_catch_sigwinch = 1;
}

// The whole line up to the cursor is one word to readline: kith finds the word itself.
static inline void kith_rl_set_completion(rl_completion_func_t *complete, rl_compdisp_func_t *show) {
  rl_attempted_completion_function = complete;
  rl_completion_display_matches_hook = show;
  rl_completer_word_break_characters = "";
  rl_completer_quote_characters = 0;
}

// No file names where kith knows nothing, no order but kith's, nothing added behind a match.
static inline void kith_rl_take_completion_over(void) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
  rl_completion_suppress_append = 1;
  rl_sort_completion_matches = 0;
  rl_ignore_completion_duplicates = 0;
  rl_filename_completion_desired = 0;
}

static inline const char *kith_rl_line(void) { return rl_line_buffer; }

static inline int kith_rl_point(void) { return rl_point; }
