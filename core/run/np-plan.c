/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "np-plan-template.h"

/* A plan is a list of names looked up in a table of templates: the job “provision” has its list in the platform's file, one for each
 * security level. */

struct _NpPlan
{
  gatomicrefcount ref_count;
  NpRecipe *recipe;
  NpImage *image;
  GArray *steps; /* of NpPlanStep */
};

G_DEFINE_BOXED_TYPE (NpPlan, np_plan, np_plan_ref, np_plan_unref)

/* The boards already have their firmware, on every platform. */
static const char *const reconfigure_steps[] = { "check-board", "write-factory-data", "compare", "restart", NULL };

static void
plan_step_clear (gpointer data)
{
  NpPlanStep *step = data;

  g_free (step->title);
  g_clear_pointer (&step->command, np_programmer_command_free);
  g_clear_pointer (&step->look, np_programmer_command_free);
  g_free (step->script);
  g_strfreev (step->arguments);
  g_free (step->input);
  g_free (step->folder);
  g_free (step->file);
  g_free (step->lost);
  g_free (step->lasting);
}

static void
plan_add_step (NpPlan *self, const NpStepTemplate *template, const NpPlanInput *input)
{
  NpPlanStep step = {
    .kind = template->kind,
    .title = g_strdup (_(template->title)),
    .weight = template->weight,
    .lost = template->lost != NULL ? g_strdup (_(template->lost)) : NULL,
  };

  template->fill (input, &step);
  if (step.timeout == 0)
    step.timeout = (step.command->timeout_ms + 999) / 1000;
  g_array_append_val (self->steps, step);
}

static void
plan_add_steps (NpPlan *self, const char *name, const NpPlanInput *input)
{
  guint n_templates;
  const NpStepTemplate *templates = np_step_template_get_all (&n_templates);

  for (guint i = 0; i < n_templates; i++)
    if (g_str_equal (templates[i].name, name) && np_plan_part_applies (templates[i].part, input->recipe))
      plan_add_step (self, &templates[i], input);
}

/* Without these a step would have nothing to do. */
static gboolean
files_are_known (const NpRecipe *recipe, const NpRecipeFacts *facts)
{
  const NpSecurityLevel *level = np_recipe_get_security_level (recipe);
  guint n_scripts = g_strv_length ((char **) level->scripts);

  for (guint i = 0; i < n_scripts; i++)
    if (facts->files[NP_RECIPE_FILE_FIRST_SCRIPT + i].path == NULL)
      return FALSE;
  return (facts->files[NP_RECIPE_FILE_PROVISIONING_FIRMWARE].path != NULL || n_scripts > 0) &&
         (facts->files[NP_RECIPE_FILE_HANDSHAKE_SCRIPT].path != NULL || recipe->handshake == NP_HANDSHAKE_BUILT_IN);
}

static gboolean
recipe_is_complete (const NpRecipe *recipe, const NpRecipeFacts *facts, GError **error)
{
  const char *missing = NULL;

  if (recipe->platform == NULL)
    missing = _("The recipe has no platform. Choose the boards' platform.");
  else if (recipe->factory_data_address == 0)
    missing = _("The recipe has no address for the factory data. Set the address at which the application reads them.");
  else if (recipe->job == NP_JOB_PROVISION && np_recipe_get_security_level (recipe) == NULL)
    missing = _("The platform doesn't have the recipe's security level. Choose another.");
  else if (recipe->job == NP_JOB_PROVISION && !files_are_known (recipe, facts))
    missing = _("The recipe doesn't name every file that provisioning needs. Name the provisioning firmware or the scripts' folder.");
  if (missing == NULL)
    return TRUE;
  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, missing);
  return FALSE;
}

NpPlan *
np_plan_new (const NpRecipe *recipe, NpImage *image, const NpRecipeFacts *facts, GError **error)
{
  NpPlanInput input = { recipe, facts, 0 };
  const char *const *names = reconfigure_steps;
  NpPlan *self;

  g_return_val_if_fail (recipe != NULL && image != NULL && facts != NULL, NULL);

  if (!recipe_is_complete (recipe, facts, error))
    return NULL;
  input.image_size = g_bytes_get_size (np_image_get_bytes (image));
  if (recipe->job == NP_JOB_PROVISION)
    names = np_recipe_get_security_level (recipe)->steps;
  self = g_new0 (NpPlan, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->recipe = np_recipe_copy (recipe);
  self->image = np_image_ref (image);
  self->steps = g_array_new (FALSE, FALSE, sizeof (NpPlanStep));
  g_array_set_clear_func (self->steps, plan_step_clear);
  for (guint i = 0; names[i] != NULL; i++)
    plan_add_steps (self, names[i], &input);
  return self;
}

NpPlan *
np_plan_ref (NpPlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
np_plan_unref (NpPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->steps);
  np_image_unref (self->image);
  np_recipe_free (self->recipe);
  g_free (self);
}

const NpPlanStep *
np_plan_get_steps (NpPlan *self, guint *n_steps)
{
  *n_steps = self->steps->len;
  return (const NpPlanStep *) self->steps->data;
}

NpImage *
np_plan_get_image (NpPlan *self)
{
  return self->image;
}

const NpRecipe *
np_plan_get_recipe (NpPlan *self)
{
  return self->recipe;
}

/* --- As text ------------------------------------------------------------------- */

static char *
script_to_text (const NpPlanStep *step)
{
  g_autofree char *folder = np_programmer_argument_to_text (step->folder);
  g_autofree char *script = np_programmer_argument_to_text (step->script);
  g_autofree char *arguments = g_strjoinv (" ", step->arguments);

  if (step->input == NULL)
    return g_strdup_printf ("cd %s && bash %s %s", folder, script, arguments);
  return g_strdup_printf ("cd %s && echo %.*s | bash %s %s", folder, (int) strcspn (step->input, "\n"), step->input, script, arguments);
}

/* What is said beside a command line, or in its place. */
static char *
conversation_to_text (NpPlan *self, const NpPlanStep *step, const char *port)
{
  const NpRecipeTimeouts *timeouts = &self->recipe->timeouts;
  g_autofree char *script = step->script != NULL ? np_programmer_argument_to_text (step->script) : NULL;

  switch (step->kind)
    {
    case NP_STEP_RUN_SCRIPT: return script_to_text (step);
    case NP_STEP_HANDSHAKE:
      return g_strdup_printf ("serial %s: Init → finish:000, %u s + %u s", port, timeouts->synchronisation, timeouts->result);
    case NP_STEP_HANDSHAKE_SCRIPT:
      return g_strdup_printf ("python3 %s: Provisioning(%d, …, %s), %u s", script,
                              self->recipe->mode == NP_PROVISIONING_MODE_PRODUCTION, port, step->timeout);
    case NP_STEP_WAIT_FOR_APPLICATION:
      return g_strdup_printf ("serial %s: /%s/, %u s", port, self->recipe->application_pattern, step->timeout);
    case NP_STEP_CHECK_BOARD:
    case NP_STEP_WRITE_FACTORY_DATA:
    case NP_STEP_COMPARE:
    case NP_STEP_RESTART:
    case NP_STEP_START_WIRELESS_STACK:
    case NP_STEP_UPGRADE_COPROCESSOR:
    case NP_STEP_RESTORE_OPTION_BYTES:
    case NP_STEP_WRITE_FILE:
    case NP_STEP_COMPARE_AFTER_HANDSHAKE:
    case NP_STEP_LOCK_BOARD: return NULL;
    }
  g_return_val_if_reached (NULL);
}

char *
np_plan_dup_permanent_text (NpPlan *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const NpPlanStep *step = &g_array_index (self->steps, NpPlanStep, i);

      if (step->permanent)
        g_string_append_printf (text, "%s%u. %s: %s", text->len > 0 ? "\n" : "", i + 1, step->title, step->lasting);
    }
  return g_string_free (text, text->len == 0);
}

static void
add_command (GStrvBuilder *lines, const NpProgrammerCommand *template, const char *probe)
{
  g_autoptr(NpProgrammerCommand) command = template != NULL ? np_programmer_command_resolve (template, probe, NULL, NULL) : NULL;
  g_autofree char *line = command != NULL ? np_programmer_command_to_text (command) : NULL;

  if (line != NULL)
    g_strv_builder_add (lines, line);
}

GStrv
np_plan_step_to_text (NpPlan *self, const NpPlanStep *step, const char *probe, const char *port)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *conversation = conversation_to_text (self, step, port != NULL ? port : "{port}");

  add_command (lines, step->command, probe);
  add_command (lines, step->look, probe);
  if (conversation != NULL)
    g_strv_builder_add (lines, conversation);
  return g_strv_builder_end (lines);
}

char *
np_plan_to_text (NpPlan *self, const char *probe, const char *port)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const NpPlanStep *step = &g_array_index (self->steps, NpPlanStep, i);
      g_auto(GStrv) lines = np_plan_step_to_text (self, step, probe, port);

      g_string_append_printf (text, "%u. %s%s\n", i + 1, step->title, step->permanent ? _(" (permanent)") : "");
      for (guint j = 0; lines[j] != NULL; j++)
        g_string_append_printf (text, "   %s\n", lines[j]);
      if (step->lasting != NULL)
        g_string_append_printf (text, "   %s\n", step->lasting);
    }
  return g_string_free (text, FALSE);
}
