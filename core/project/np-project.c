/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"

#include "factory/np-problem.h"
#include "np-project-private.h"

enum
{
  PROP_0,
  PROP_NAME,
  PROP_FOLDER,
  PROP_MODIFIED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (NpProject, np_project, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

void
np_project_set_modified (NpProject *self, gboolean modified)
{
  if (self->modified == modified)
    return;
  self->modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
factory_data_changed_cb (NpProject *self, guint tag)
{
  np_project_set_modified (self, TRUE);
}

void
np_project_take_factory_data (NpProject *self, NpFactoryData *data)
{
  if (self->factory_data != NULL)
    g_signal_handlers_disconnect_by_data (self->factory_data, self);
  g_set_object (&self->factory_data, data);
  g_signal_connect_object (data, "changed", G_CALLBACK (factory_data_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Relative paths of the recipe start from where the project is. */
static void
place_recipe (NpProject *self)
{
  g_free (self->recipe->folder);
  self->recipe->folder = self->folder != NULL ? g_canonicalize_filename (self->folder, NULL) : NULL;
}

void
np_project_set_folder (NpProject *self, const char *folder)
{
  if (g_strcmp0 (self->folder, folder) == 0)
    return;
  g_free (self->folder);
  self->folder = g_strdup (folder);
  place_recipe (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDER]);
}

/* The class */

static void
np_project_finalize (GObject *object)
{
  NpProject *self = NP_PROJECT (object);

  g_free (self->name);
  g_free (self->folder);
  g_clear_object (&self->factory_data);
  g_clear_pointer (&self->recipe, np_recipe_free);
  g_clear_pointer (&self->file, json_object_unref);
  g_clear_pointer (&self->unfinished, g_ptr_array_unref);
  g_clear_pointer (&self->unread, g_hash_table_unref);
  G_OBJECT_CLASS (np_project_parent_class)->finalize (object);
}

static void
np_project_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpProject *self = NP_PROJECT (object);

  switch (prop_id)
    {
    case PROP_NAME: g_value_set_string (value, self->name); break;
    case PROP_FOLDER: g_value_set_string (value, self->folder); break;
    case PROP_MODIFIED: g_value_set_boolean (value, self->modified); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_project_class_init (NpProjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = np_project_finalize;
  object_class->get_property = np_project_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, NULL, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_project_init (NpProject *self)
{
  self->name = g_strdup ("");
  self->unread = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * np_project_new:
 * @name: (nullable): what people call it
 * @factory_data: (nullable): the template; %NULL for none yet
 * @recipe: (nullable): %NULL for reconfigure on a platform that is chosen later
 *
 * Returns: (transfer full): a project that isn't saved yet
 */
NpProject *
np_project_new (const char *name, NpFactoryData *factory_data, const NpRecipe *recipe)
{
  NpProject *self = g_object_new (NP_TYPE_PROJECT, NULL);
  g_autoptr(NpFactoryData) data = factory_data != NULL ? g_object_ref (factory_data) : np_factory_data_new ();

  np_project_set_name (self, name != NULL ? name : "");
  np_project_take_factory_data (self, data);
  self->recipe = recipe != NULL ? np_recipe_copy (recipe) : np_recipe_new (NP_JOB_RECONFIGURE, NULL);
  self->modified = TRUE;
  return self;
}

const char *
np_project_get_name (NpProject *self)
{
  g_return_val_if_fail (NP_IS_PROJECT (self), NULL);

  return self->name;
}

void
np_project_set_name (NpProject *self, const char *name)
{
  g_return_if_fail (NP_IS_PROJECT (self) && name != NULL);

  if (g_strcmp0 (self->name, name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  np_project_set_modified (self, TRUE);
}

const char *
np_project_get_folder (NpProject *self)
{
  g_return_val_if_fail (NP_IS_PROJECT (self), NULL);

  return self->folder;
}

/**
 * np_project_set_unfinished:
 * @problems: (nullable) (element-type NpProblem): one for each text being typed that is no value. As long as there are any, no board is
 *   written: it would get another value than the one that is seen.
 */
void
np_project_set_unfinished (NpProject *self, GPtrArray *problems)
{
  g_return_if_fail (NP_IS_PROJECT (self));

  g_clear_pointer (&self->unfinished, g_ptr_array_unref);
  self->unfinished = problems != NULL ? g_ptr_array_ref (problems) : NULL;
}

static void
add_copies (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, np_problem_copy (from->pdata[i]));
}

/**
 * np_project_add_unfinished:
 * @problems: (element-type NpProblem): gets a copy of what np_project_set_unfinished() was told, and of what loading told of each value in
 *   the project's file that wasn't understood and has no other in its place: a board would be written without it
 */
void
np_project_add_unfinished (NpProject *self, GPtrArray *problems)
{
  guint n_fields;
  const NpField *fields;

  g_return_if_fail (NP_IS_PROJECT (self) && problems != NULL);

  fields = np_field_get_all (&n_fields);
  if (self->unfinished != NULL)
    add_copies (self->unfinished, problems);
  for (guint i = 0; i < n_fields; i++)
    {
      GPtrArray *told = g_hash_table_lookup (self->unread, fields[i].key);

      if (told != NULL && !np_factory_data_has (self->factory_data, fields[i].tag))
        add_copies (told, problems);
    }
}

/**
 * np_project_forget_unread:
 * @tag: a field that someone has emptied
 *
 * The field is to have no value: what its file says there and wasn't understood is no longer kept, nor told.
 */
void
np_project_forget_unread (NpProject *self, NpTag tag)
{
  const NpField *field = np_field_find_by_tag (tag);

  g_return_if_fail (NP_IS_PROJECT (self) && field != NULL);

  g_hash_table_remove (self->unread, field->key);
}

gboolean
np_project_is_modified (NpProject *self)
{
  g_return_val_if_fail (NP_IS_PROJECT (self), FALSE);

  return self->modified;
}

NpFactoryData *
np_project_get_factory_data (NpProject *self)
{
  g_return_val_if_fail (NP_IS_PROJECT (self), NULL);

  return self->factory_data;
}

const NpRecipe *
np_project_get_recipe (NpProject *self)
{
  g_return_val_if_fail (NP_IS_PROJECT (self), NULL);

  return self->recipe;
}

void
np_project_set_recipe (NpProject *self, const NpRecipe *recipe)
{
  g_return_if_fail (NP_IS_PROJECT (self) && recipe != NULL);

  np_recipe_free (self->recipe);
  self->recipe = np_recipe_copy (recipe);
  place_recipe (self);
  np_project_set_modified (self, TRUE);
}

guint
np_project_get_planned_units (NpProject *self)
{
  g_return_val_if_fail (NP_IS_PROJECT (self), 0);

  return CLAMP (self->planned_units, 0, G_MAXINT);
}

char *
np_project_dup_log_folder (NpProject *self)
{
  g_return_val_if_fail (NP_IS_PROJECT (self), NULL);

  if (self->folder != NULL)
    return g_build_filename (self->folder, "logs", NULL);
  return g_build_filename (g_get_user_state_dir (), "nameplate", "logs", NULL);
}
