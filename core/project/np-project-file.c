/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "factory/np-factory-file.h"
#include "factory/np-problem.h"
#include "factory/np-st-json.h"
#include "np-error.h"
#include "np-json-file-private.h"
#include "np-project-private.h"

/* A project's file, and whatever else a project is made from */

#define PROJECT_FORMAT "nameplate-project"

/* --- Load -------------------------------------------------------------------- */

static JsonObject *
member_object (JsonObject *file, const char *name)
{
  JsonNode *node = json_object_get_member (file, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
format_is_ours (JsonObject *file, const char *path, GError **error)
{
  JsonNode *format = json_object_get_member (file, "format");
  JsonNode *version = json_object_get_member (file, "version");

  if (format == NULL || g_strcmp0 (JSON_NODE_HOLDS_VALUE (format) ? json_node_get_string (format) : NULL, PROJECT_FORMAT) != 0)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is not a Nameplate project: it doesn't say “format”: “" PROJECT_FORMAT "”."), path);
      return FALSE;
    }
  if (version == NULL || json_node_get_value_type (version) != G_TYPE_INT64 || json_node_get_int (version) < 1)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is damaged: it has no valid “version”."), path);
      return FALSE;
    }
  if (json_node_get_int (version) > NP_PROJECT_VERSION)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                   _("“%s” was made by a newer version of Nameplate (file version %" G_GINT64_FORMAT "; this one reads %d). Nothing was changed; open it with "
                     "the newer version."),
                   path, json_node_get_int (version), NP_PROJECT_VERSION);
      return FALSE;
    }
  return TRUE;
}

static gboolean
member_has_type (JsonObject *file, const char *path, const char *name, GType type, const char *type_name, GError **error)
{
  JsonNode *node = json_object_get_member (file, name);

  if (node == NULL || (type == JSON_TYPE_OBJECT && JSON_NODE_HOLDS_OBJECT (node)) || (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type))
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is damaged: “%s” must be %s."), path, name, type_name);
  return FALSE;
}

static gboolean
members_have_values (JsonObject *file, const char *path, GError **error)
{
  JsonObject *authority = member_object (file, "authority");

  if (json_object_get_int_member_with_default (file, "plannedUnits", 0) < 0)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is damaged: “%s” must be %s."), path, "plannedUnits", _("0 or more"));
      return FALSE;
    }
  return authority == NULL || member_has_type (authority, path, "kind", G_TYPE_STRING, _("a text"), error);
}

static gboolean
members_have_types (JsonObject *file, const char *path, GError **error)
{
  return member_has_type (file, path, "name", G_TYPE_STRING, _("a text"), error) &&
         member_has_type (file, path, "plannedUnits", G_TYPE_INT64, _("a whole number"), error) &&
         member_has_type (file, path, "factoryData", JSON_TYPE_OBJECT, _("an object"), error) &&
         member_has_type (file, path, "perUnit", JSON_TYPE_OBJECT, _("an object"), error) &&
         member_has_type (file, path, "authority", JSON_TYPE_OBJECT, _("an object"), error) &&
         member_has_type (file, path, "recipe", JSON_TYPE_OBJECT, _("an object"), error);
}

/* Of one field, or all of them. Their place inside project.json isn't known to the reader of ST's JSON, which is given the object alone. */
static void
tell_problems (GPtrArray *from, const NpField *field, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    {
      const NpProblem *problem = from->pdata[i];

      if (field == NULL || problem->tag == field->tag)
        np_problem_list_add (to, problem->severity, problem->tag, problem->code, "factoryData", g_strdup (problem->what), problem->why,
                             problem->todo);
    }
}

static void
keep_unread (NpProject *self, const NpField *field, GPtrArray *found)
{
  GPtrArray *told = np_problem_list_new ();

  tell_problems (found, field, told);
  g_hash_table_insert (self->unread, (gpointer) field->key, told);
}

static gboolean
load_factory_data (NpProject *self, GPtrArray *problems, GError **error)
{
  JsonObject *object = member_object (self->file, "factoryData");
  g_autoptr(GPtrArray) found = np_problem_list_new ();
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GBytes) text = NULL;
  g_autoptr(NpFactoryData) data = NULL;
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);
  char *json;

  if (object == NULL)
    return TRUE;
  node = json_node_init_object (json_node_alloc (), object);
  json = json_to_string (node, FALSE);
  text = g_bytes_new_take (json, strlen (json));
  data = np_st_json_parse (text, found, error);
  if (data == NULL)
    return FALSE;
  tell_problems (found, NULL, problems);
  np_project_take_factory_data (self, data);
  for (guint i = 0; i < n_fields; i++)
    if (json_object_has_member (object, fields[i].key) && !np_factory_data_has (data, fields[i].tag))
      keep_unread (self, &fields[i], found);
  return TRUE;
}

static gboolean
load_file (NpProject *self, const char *path, GPtrArray *problems, GError **error)
{
  JsonObject *recipe = member_object (self->file, "recipe");

  if (!format_is_ours (self->file, path, error) || !members_have_types (self->file, path, error) ||
      !members_have_values (self->file, path, error))
    return FALSE;
  self->planned_units = json_object_get_int_member_with_default (self->file, "plannedUnits", 0);
  np_project_set_name (self, json_object_get_string_member_with_default (self->file, "name", ""));
  if (recipe != NULL)
    {
      g_clear_pointer (&self->recipe, np_recipe_free);
      self->recipe = np_recipe_parse (recipe, error);
      if (self->recipe == NULL)
        {
          g_prefix_error (error, _("“%s”: "), path);
          return FALSE;
        }
    }
  if (!load_factory_data (self, problems, error))
    {
      g_prefix_error (error, _("“%s”: "), path);
      return FALSE;
    }
  return TRUE;
}

static char *
project_file_path (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) ? g_build_filename (path, NP_PROJECT_FILE_NAME, NULL) : g_strdup (path);
}

NpProject *
np_project_load (const char *path, GPtrArray *problems, GError **error)
{
  g_autofree char *file_path = project_file_path (path);
  g_autofree char *folder = NULL;
  g_autoptr(NpProject) self = np_project_new (NULL, NULL, NULL);

  g_return_val_if_fail (path != NULL && problems != NULL, NULL);

  self->file = np_json_file_load (file_path, error);
  if (self->file == NULL || !load_file (self, file_path, problems, error))
    return NULL;
  folder = g_path_get_dirname (file_path);
  np_project_set_folder (self, folder);
  if (*self->name == '\0')
    {
      g_autofree char *name = g_path_get_basename (self->folder);

      np_project_set_name (self, name);
    }
  np_project_set_modified (self, FALSE);
  return g_steal_pointer (&self);
}

/* Field by field, so that whoever watches the data is told. */
static void
copy_factory_data (NpFactoryData *from, NpFactoryData *to)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *value = np_factory_data_get_bytes (from, fields[i].tag);

      if (value != NULL)
        np_factory_data_set_bytes (to, fields[i].tag, value, NULL);
      else
        np_factory_data_remove (to, fields[i].tag);
    }
}

gboolean
np_project_reload (NpProject *self, GPtrArray *problems, GError **error)
{
  g_autoptr(NpProject) loaded = NULL;

  g_return_val_if_fail (NP_IS_PROJECT (self), FALSE);
  g_return_val_if_fail (self->folder != NULL, FALSE);

  loaded = np_project_load (self->folder, problems, error);
  if (loaded == NULL)
    return FALSE;
  copy_factory_data (loaded->factory_data, self->factory_data);
  np_project_set_recipe (self, loaded->recipe);
  np_project_set_name (self, loaded->name);
  self->planned_units = loaded->planned_units;
  g_clear_pointer (&self->file, json_object_unref);
  self->file = g_steal_pointer (&loaded->file);
  g_clear_pointer (&self->unread, g_hash_table_unref);
  self->unread = g_hash_table_ref (loaded->unread);
  np_project_set_modified (self, FALSE);
  return TRUE;
}

NpProject *
np_project_import (const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr(NpFactoryData) data = NULL;
  g_autofree char *name = NULL;
  char *extension;

  g_return_val_if_fail (path != NULL && problems != NULL, NULL);

  data = np_factory_file_load (path, problems, error);
  if (data == NULL)
    return NULL;
  name = g_path_get_basename (path);
  extension = strrchr (name, '.');
  if (extension != NULL && extension != name)
    *extension = '\0';
  return np_project_new (name, data, NULL);
}

/* A JSON file is a project when it says so; everything else is for the importer to understand. */
static gboolean
is_project_file (const char *path)
{
  g_autoptr(JsonObject) object = np_json_file_load (path, NULL);

  return object != NULL && json_object_has_member (object, "format");
}

NpProject *
np_project_open (const char *path, GPtrArray *problems, GError **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_path_get_basename (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR) || g_str_equal (name, NP_PROJECT_FILE_NAME) || is_project_file (path))
    return np_project_load (path, problems, error);
  return np_project_import (path, problems, error);
}

/* --- Save -------------------------------------------------------------------- */

/* The members of what was loaded, so that what was loaded stays as it is. */
static JsonObject *
object_copy (JsonObject *object)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) copy = NULL;
  g_autofree char *text = NULL;

  if (object == NULL)
    return json_object_new ();
  node = json_node_init_object (json_node_alloc (), object);
  text = json_to_string (node, FALSE);
  copy = json_from_string (text, NULL);
  return json_node_dup_object (copy);
}

/* The file's own object with our fields in it: keys that nobody knows and values that weren't understood stay. */
static JsonNode *
factory_data_to_node (NpProject *self)
{
  JsonObject *object = object_copy (self->file != NULL ? member_object (self->file, "factoryData") : NULL);
  g_autofree char *json = np_st_json_write (self->factory_data);
  g_autoptr(JsonNode) written = json_from_string (json, NULL);
  JsonObject *fields = json_node_get_object (written);
  guint n_fields;
  const NpField *table = np_field_get_all (&n_fields);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < n_fields; i++)
    if (json_object_has_member (fields, table[i].key))
      json_object_set_member (object, table[i].key, json_object_dup_member (fields, table[i].key));
    else if (json_object_has_member (object, table[i].key) && !g_hash_table_contains (self->unread, table[i].key))
      json_object_remove_member (object, table[i].key);
  json_node_take_object (node, object);
  return node;
}

static JsonObject *
project_to_json (NpProject *self)
{
  JsonObject *object = object_copy (self->file);

  json_object_set_string_member (object, "format", PROJECT_FORMAT);
  json_object_set_int_member (object, "version", NP_PROJECT_VERSION);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_int_member (object, "plannedUnits", self->planned_units);
  json_object_set_member (object, "factoryData", factory_data_to_node (self));
  json_object_set_object_member (object, "recipe", np_recipe_to_json (self->recipe));
  return object;
}

/* What was set has taken the place of what wasn't understood. */
static void
forget_replaced (NpProject *self)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (np_factory_data_has (self->factory_data, fields[i].tag))
      g_hash_table_remove (self->unread, fields[i].key);
}

static gboolean
folder_is_free (NpProject *self, const char *folder, const char *path, GError **error)
{
  g_autofree char *mine = self->folder != NULL ? g_canonicalize_filename (self->folder, NULL) : NULL;
  g_autofree char *wanted = g_canonicalize_filename (folder, NULL);

  if (g_strcmp0 (mine, wanted) == 0 || !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” holds another project. Nothing was changed; choose another folder."), folder);
  return FALSE;
}

static char *
json_to_file_text (JsonObject *object)
{
  g_autoptr(JsonNode) root = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

char *
np_project_dup_text (NpProject *self)
{
  g_autoptr(JsonObject) object = NULL;

  g_return_val_if_fail (NP_IS_PROJECT (self), NULL);

  object = project_to_json (self);
  return json_to_file_text (object);
}

static gboolean
write_file (JsonObject *object, const char *path, GError **error)
{
  g_autofree char *text = json_to_file_text (object);

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return TRUE;
  g_prefix_error (error, _("The project was not saved, its file is as it was: "));
  return FALSE;
}

gboolean
np_project_save (NpProject *self, const char *folder, GError **error)
{
  g_autofree char *target = NULL;
  g_autofree char *path = NULL;
  g_autoptr(JsonObject) object = NULL;

  g_return_val_if_fail (NP_IS_PROJECT (self), FALSE);
  g_return_val_if_fail (folder != NULL || self->folder != NULL, FALSE);

  target = g_strdup (folder != NULL ? folder : self->folder);
  path = g_build_filename (target, NP_PROJECT_FILE_NAME, NULL);
  if (!folder_is_free (self, target, path, error))
    return FALSE;
  if (g_mkdir_with_parents (target, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder “%s” can't be made: %s. The project was not saved."), target,
                   g_strerror (errno));
      return FALSE;
    }
  object = project_to_json (self);
  if (!write_file (object, path, error))
    return FALSE;
  g_clear_pointer (&self->file, json_object_unref);
  self->file = g_steal_pointer (&object);
  forget_replaced (self);
  np_project_set_folder (self, target);
  np_project_set_modified (self, FALSE);
  return TRUE;
}

/* --- What is only in the file --------------------------------------------------- */

/**
 * np_project_has_per_unit_values:
 *
 * Returns: whether the project says that units have values of their own ("perUnit") or get a certificate from an authority
 */
gboolean
np_project_has_per_unit_values (NpProject *self)
{
  JsonObject *per_unit, *authority;

  g_return_val_if_fail (NP_IS_PROJECT (self), FALSE);

  if (self->file == NULL)
    return FALSE;
  per_unit = member_object (self->file, "perUnit");
  authority = member_object (self->file, "authority");
  return (per_unit != NULL && json_object_get_size (per_unit) > 0) ||
         (authority != NULL && g_strcmp0 (json_object_get_string_member_with_default (authority, "kind", "template"), "template") != 0);
}
