/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "factory/np-problem.h"
#include "session/np-session.h"

G_BEGIN_DECLS

/* Exit statuses (DESIGN, section 8) */
typedef enum
{
  NP_CLI_DONE = 0,
  NP_CLI_FAILED = 1,     /* the job or a board failed, or errors were found */
  NP_CLI_USAGE = 2,      /* the command line is wrong */
  NP_CLI_MISSING = 3,    /* something on this computer is missing: a tool, a permission */
  NP_CLI_INTERRUPTED = 130,
} NpCliStatus;

/* What every subcommand understands. */
typedef struct
{
  char *bench;      /* "hardware", "simulated", "simulated:FOLDER"; NULL: hardware */
  char *programmer; /* where STM32CubeProgrammer is; NULL: look for it */
  gboolean json;
  gboolean verbose;
} NpCliOptions;

typedef struct _NpCliCommand NpCliCommand;

/**
 * NpCliCommand:
 * @name: "run", or two words: "image build"
 * @arguments: what follows the options, for the help
 * @summary: one line (msgid)
 * @describe: (nullable): makes what stands below the options in the help
 * @main: carries it out; @arguments are what is left after the common options were taken
 */
struct _NpCliCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  NpCliStatus (*main) (const NpCliCommand *command, char **arguments);
  char *(*describe) (void);
};

NpCliStatus np_cli_image_build (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_image_decode (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_image_check (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_verifier (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_payload_encode (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_payload_decode (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_pki_paa (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_pki_pai (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_pki_dac (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_pki_cd (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_project_new (const NpCliCommand *command, char **arguments);
char *np_cli_project_describe_samples (void);
NpCliStatus np_cli_project_samples (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_boards (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_bench_create (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_bench_set (const NpCliCommand *command, char **arguments);
char *np_cli_bench_describe_faults (void);
NpCliStatus np_cli_bench_serve (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_plan (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_run (const NpCliCommand *command, char **arguments);
NpCliStatus np_cli_genfactorydata (const NpCliCommand *command, char **arguments);

/**
 * np_cli_parse:
 * @command: the subcommand
 * @arguments: (inout): its arguments; what isn't an option is left in it, for the caller to free
 * @entries: (nullable): the subcommand's own options
 * @least: how many arguments must be left
 * @most: how many may be left
 * @options: (out): the common options
 *
 * Returns: %FALSE if the command line is wrong, which has been said
 */
gboolean np_cli_parse (const NpCliCommand *command, char ***arguments, const GOptionEntry *entries, guint least, guint most, NpCliOptions *options);
void np_cli_options_clear (NpCliOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpCliOptions, np_cli_options_clear)

/* What goes to stdout is the answer; what is said beside it goes to stderr. */
NpCliStatus np_cli_say_error (const GError *error); /* says it, with one thing to do; returns the exit status that it means */
NpCliStatus np_cli_say_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);
void np_cli_say_problems (GPtrArray *problems, NpSeverity least);
void np_cli_print_problems (GPtrArray *problems);
void np_cli_print_json (JsonBuilder *builder);
void np_cli_add_problems (JsonBuilder *builder, GPtrArray *problems); /* as a member "problems" */
void np_cli_add_member (JsonBuilder *builder, const char *name, const char *value); /* null when @value is NULL */
void np_cli_add_plan (JsonBuilder *builder, NpPlan *plan, const char *probe, const char *port); /* as a member "steps"; probe and port: (nullable) */

/**
 * np_cli_dup_secret:
 * @argument: from the command line; "-" reads a line from standard input
 * @prompt: what a person is asked for, if standard input is a terminal
 *
 * Returns: (transfer full): to be freed with np_secret_text_free (), which overwrites it
 */
char *np_cli_dup_secret (const char *argument, const char *prompt, GError **error);
gboolean np_cli_read_passcode (const char *argument, guint32 *passcode, GError **error);

/**
 * np_cli_open_bench:
 * @platform: (nullable): what a temporary simulated bench consists of
 *
 * Opens the bench that the options name and waits until it knows its boards.
 */
NpBench *np_cli_open_bench (const NpCliOptions *options, const NpPlatform *platform, GError **error);

/**
 * np_cli_open_project:
 * @platform: (nullable): a platform's id, for data that came without a recipe
 * @address: (nullable): where the factory data go, else the platform's place for them
 */
NpProject *np_cli_open_project (const char *path, const char *platform, const char *address, GError **error);

/**
 * NpCliRound:
 * @serials: (nullable): probe serial numbers separated by commas
 * @count: at most so many boards; 0: all
 * @dry_run: prints what would be done, and does nothing
 * @confirmation: (nullable): what was typed to confirm what can't be undone
 * @again: also boards that were provisioned for production before
 */
typedef struct
{
  const char *serials;
  guint count;
  gboolean dry_run;
  const char *confirmation;
  gboolean again;
} NpCliRound;

/* The job itself, for run and genfactorydata: boards picked, one round, progress told, outcomes printed. */
NpCliStatus np_cli_run_boards (NpSession *session, const NpCliOptions *options, const NpCliRound *round);

/**
 * np_cli_confirm:
 * @confirmation: (nullable): what was typed
 *
 * Returns: whether the plan may be carried out; what would be permanent has been said if not. Simulated boards need no confirmation.
 */
gboolean np_cli_confirm (NpSession *session, NpPlan *plan, guint n_boards, const char *confirmation);

/* Tells on stderr how boards get on: redrawn in place on a terminal, else a line for each thing that happens. */
typedef struct _NpCliProgress NpCliProgress;
NpCliProgress *np_cli_progress_new (NpSession *session, GPtrArray *boards);
void np_cli_progress_free (NpCliProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpCliProgress, np_cli_progress_free)

G_END_DECLS
