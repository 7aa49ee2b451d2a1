/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-programmer-command.h"
#include "factory/np-image.h"
#include "recipe/np-recipe-facts.h"

G_BEGIN_DECLS

/**
 * NpStepKind:
 * @NP_STEP_CHECK_BOARD: identifies the target
 * @NP_STEP_WRITE_FACTORY_DATA: writes the image
 * @NP_STEP_COMPARE: reads it back; must be equal
 * @NP_STEP_RESTART: resets the board
 * @NP_STEP_RUN_SCRIPT: one of ST's secure scripts: `bash SCRIPT ARGUMENTS` in its folder, with input
 * @NP_STEP_START_WIRELESS_STACK: starts the coprocessor's present stack
 * @NP_STEP_UPGRADE_COPROCESSOR: has the upgrade service install another
 * @NP_STEP_RESTORE_OPTION_BYTES: sets back those that the upgrade needed
 * @NP_STEP_WRITE_FILE: writes a file at an address
 * @NP_STEP_HANDSHAKE: opens the serial port, restarts the board with the step's command, and speaks with its provisioning firmware
 * @NP_STEP_HANDSHAKE_SCRIPT: restarts the board with the step's command, and has a Python script in ST's contract speak with it
 * @NP_STEP_COMPARE_AFTER_HANDSHAKE: reads back: our records unchanged, the board's added
 * @NP_STEP_WAIT_FOR_APPLICATION: opens the serial port, restarts the board with the step's command, waits for the recipe's pattern
 * @NP_STEP_LOCK_BOARD: read-out protection, for ever
 */
typedef enum
{
  NP_STEP_CHECK_BOARD,
  NP_STEP_WRITE_FACTORY_DATA,
  NP_STEP_COMPARE,
  NP_STEP_RESTART,
  NP_STEP_RUN_SCRIPT,
  NP_STEP_START_WIRELESS_STACK,
  NP_STEP_UPGRADE_COPROCESSOR,
  NP_STEP_RESTORE_OPTION_BYTES,
  NP_STEP_WRITE_FILE,
  NP_STEP_HANDSHAKE,
  NP_STEP_HANDSHAKE_SCRIPT,
  NP_STEP_COMPARE_AFTER_HANDSHAKE,
  NP_STEP_WAIT_FOR_APPLICATION,
  NP_STEP_LOCK_BOARD,
} NpStepKind;

/**
 * NpPlanStep:
 * @kind: what carries it out
 * @title: what people read (translated)
 * @command: (nullable): the command line of CubeProgrammer, of steps that run it
 * @look: (nullable): a second command line, which reads what stands on the board already
 * @script: (nullable): the script that is run: of a secure script its name in @folder, of a handshake script its path
 * @arguments: (nullable): the secure script's arguments
 * @input: (nullable): what it gets on standard input
 * @folder: (nullable): the folder that the script is run in
 * @file: (nullable): the file that is written
 * @address: where, of a step that writes or reads; else 0
 * @timeout: how long it may take, in seconds
 * @weight: its share of the progress bar
 * @permanent: whether what it does can't be taken back: confirmed before, never repeated by itself
 * @lost: (nullable): what is lost when it is interrupted (translated)
 * @lasting: (nullable): what it leaves on the board for good (translated)
 */
typedef struct
{
  NpStepKind kind;
  char *title;
  NpProgrammerCommand *command;
  NpProgrammerCommand *look;
  char *script;
  GStrv arguments;
  char *input;
  char *folder;
  char *file;
  guint32 address;
  guint timeout;
  guint weight;
  gboolean permanent;
  char *lost;
  char *lasting;
} NpPlanStep;

#define NP_TYPE_PLAN (np_plan_get_type ())
typedef struct _NpPlan NpPlan;
GType np_plan_get_type (void);

/**
 * np_plan_new:
 * @recipe: how the boards are provisioned
 * @image: the unit's image
 * @facts: what was read of the recipe's files, and the external loader
 * @error: %NP_ERROR_INVALID_DATA when the recipe can't be carried out
 *
 * The recipe made concrete: a pure function, nothing is read or reserved. A loader that isn't known stands as "{loader}". What makes a
 * recipe senseless is np_check_recipe ()'s to tell; here only what no plan can be made without is refused.
 *
 * Returns: (transfer full): the steps, immutable
 */
NpPlan *np_plan_new (const NpRecipe *recipe, NpImage *image, const NpRecipeFacts *facts, GError **error);
NpPlan *np_plan_ref (NpPlan *self);
void np_plan_unref (NpPlan *self);

const NpPlanStep *np_plan_get_steps (NpPlan *self, guint *n_steps);
NpImage *np_plan_get_image (NpPlan *self);
const NpRecipe *np_plan_get_recipe (NpPlan *self);

/* Returns: (transfer full) (nullable): what can't be undone, a line for each such step; %NULL if everything can */
char *np_plan_dup_permanent_text (NpPlan *self);

/**
 * np_plan_step_to_text:
 * @probe: (nullable): a probe's serial number, for "{probe}"
 * @port: (nullable): its serial port, for "{port}"
 *
 * Returns: (transfer full): what the step does, a line each: command line, script, conversation on the serial port
 */
GStrv np_plan_step_to_text (NpPlan *self, const NpPlanStep *step, const char *probe, const char *port);

/**
 * np_plan_to_text:
 * @probe: (nullable): a probe's serial number, for "{probe}"
 * @port: (nullable): its serial port, for "{port}"
 *
 * Returns: (transfer full): for each step a line with its title, and below it what it does
 */
char *np_plan_to_text (NpPlan *self, const char *probe, const char *port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpPlan, np_plan_unref)

G_END_DECLS
