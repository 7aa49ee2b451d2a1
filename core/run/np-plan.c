/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "np-plan.h"

/* A plan is the recipe's job looked up in a table: which steps, in which order. Each kind of step knows how to
 * make its command line. */

struct _NpPlan
{
  gatomicrefcount ref_count;
  NpRecipe *recipe;
  NpImage *image;
  char *loader;
  GArray *steps; /* of NpPlanStep */
};

G_DEFINE_BOXED_TYPE (NpPlan, np_plan, np_plan_ref, np_plan_unref)

typedef NpProgrammerCommand *(*MakeCommand) (NpPlan *plan);

typedef struct
{
  NpStepKind kind;
  const char *title;
  guint weight;
  gboolean permanent;
  MakeCommand make_command;
} StepTemplate;

static NpProgrammerCommand *
make_identify (NpPlan *plan)
{
  return np_programmer_command_new_identify (np_platform_get_unique_id_address (plan->recipe->platform));
}

static NpProgrammerCommand *
make_write (NpPlan *plan)
{
  return np_programmer_command_new_write ("{image}", plan->recipe->factory_data_address, plan->loader);
}

static NpProgrammerCommand *
make_read (NpPlan *plan)
{
  guint32 size = g_bytes_get_size (np_image_get_bytes (plan->image));

  return np_programmer_command_new_read (plan->recipe->factory_data_address, size, "{readback}", plan->loader);
}

static NpProgrammerCommand *
make_reset (NpPlan *plan)
{
  return np_programmer_command_new_reset ();
}

/* DESIGN, section 4: the boards already have their firmware. */
static const StepTemplate reconfigure_steps[] = {
  { NP_STEP_CHECK_BOARD, N_("Check board"), 10, FALSE, make_identify },
  { NP_STEP_WRITE_FACTORY_DATA, N_("Write factory data"), 60, FALSE, make_write },
  { NP_STEP_COMPARE, N_("Compare with plan"), 20, FALSE, make_read },
  { NP_STEP_RESTART, N_("Restart board"), 10, FALSE, make_reset },
};

static void
plan_step_clear (gpointer data)
{
  NpPlanStep *step = data;

  g_free (step->title);
  np_programmer_command_free (step->command);
}

static void
plan_add_steps (NpPlan *self, const StepTemplate *templates, guint n_templates)
{
  for (guint i = 0; i < n_templates; i++)
    {
      NpPlanStep step = {
        .kind = templates[i].kind,
        .title = g_strdup (_(templates[i].title)),
        .command = templates[i].make_command (self),
        .weight = templates[i].weight,
        .permanent = templates[i].permanent,
      };

      g_array_append_val (self->steps, step);
    }
}

static gboolean
recipe_is_complete (const NpRecipe *recipe, GError **error)
{
  const char *missing = NULL;

  if (recipe->job == NP_JOB_PROVISION)
    missing = _("This version has no plan for the job “provision”. Set the recipe's job to “reconfigure”.");
  else if (recipe->platform == NULL)
    missing = _("The recipe has no platform. Choose the boards' platform.");
  else if (recipe->factory_data_address == 0)
    missing = _("The recipe has no address for the factory data. Set the address at which the application reads them.");
  if (missing == NULL)
    return TRUE;
  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, missing);
  return FALSE;
}

NpPlan *
np_plan_new (const NpRecipe *recipe, NpImage *image, const char *loader, GError **error)
{
  NpPlan *self;

  g_return_val_if_fail (recipe != NULL && image != NULL, NULL);

  if (!recipe_is_complete (recipe, error))
    return NULL;
  self = g_new0 (NpPlan, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->recipe = np_recipe_copy (recipe);
  self->image = np_image_ref (image);
  self->loader = loader != NULL ? g_strdup (loader) : np_recipe_dup_loader (recipe);
  self->steps = g_array_new (FALSE, FALSE, sizeof (NpPlanStep));
  g_array_set_clear_func (self->steps, plan_step_clear);
  plan_add_steps (self, reconfigure_steps, G_N_ELEMENTS (reconfigure_steps));
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
  g_free (self->loader);
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

char *
np_plan_to_text (NpPlan *self, const char *probe)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const NpPlanStep *step = &g_array_index (self->steps, NpPlanStep, i);
      g_autoptr(NpProgrammerCommand) command = np_programmer_command_resolve (step->command, probe, NULL, NULL);
      g_autofree char *line = np_programmer_command_to_text (command);

      g_string_append_printf (text, "%u. %s%s\n   %s\n", i + 1, step->title, step->permanent ? _(" (permanent)") : "", line);
    }
  return g_string_free (text, FALSE);
}
