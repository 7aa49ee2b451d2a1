/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <openssl/crypto.h>
#include <sys/file.h>
#include <unistd.h>

#include "factory/np-field-text.h"
#include "factory/np-problem.h"
#include "np-draft.h"
#include "np-json-file-private.h"
#include "np-paths.h"
#include "np-project-private.h"

#define MEMBER "draft"
#define RECIPE_ADDRESS "recipe" /* the key of what is typed as the recipe's address */

void
np_draft_free (NpDraft *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self->project_folder);
  g_free (self);
}

NpDraft *
np_draft_copy (const NpDraft *self)
{
  NpDraft *copy = g_memdup2 (self, sizeof *self);

  copy->path = g_strdup (self->path);
  copy->name = g_strdup (self->name);
  copy->project_folder = g_strdup (self->project_folder);
  return copy;
}

char *
np_draft_dup_parent_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "nameplate", "drafts", NULL);
}

/* Writing */

/* A text that isn't how the value would be written. */
static void
add_typed (JsonObject *typed, const char *key, const char *text, const char *value)
{
  if (g_strcmp0 (text, value) != 0)
    json_object_set_string_member (typed, key, text);
}

static JsonObject *
list_typed (NpEditor *editor)
{
  NpProject *project = np_editor_get_project (editor);
  guint32 address = np_project_get_recipe (project)->factory_data_address;
  g_autofree char *address_value = address != 0 ? g_strdup_printf ("0x%08X", address) : g_strdup ("");
  g_autofree char *address_text = np_editor_dup_address_text (editor);
  JsonObject *typed = json_object_new ();
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (fields[i].type != NP_FIELD_TYPE_BYTES)
      {
        g_autofree char *text = np_editor_dup_text (editor, fields[i].tag);
        g_autofree char *value = np_field_text_format (&fields[i], np_factory_data_get_bytes (np_project_get_factory_data (project), fields[i].tag));

        add_typed (typed, fields[i].key, text, value);
      }
  add_typed (typed, RECIPE_ADDRESS, address_text, address_value);
  return typed;
}

char *
np_draft_dup_text (NpEditor *editor)
{
  NpProject *project = np_editor_get_project (editor);
  g_autofree char *project_text = np_project_dup_text (project);
  g_autoptr(JsonNode) root = json_from_string (project_text, NULL);
  JsonObject *draft = json_object_new ();

  OPENSSL_cleanse (project_text, strlen (project_text));
  if (np_project_get_folder (project) != NULL)
    json_object_set_string_member (draft, "folder", np_project_get_folder (project));
  json_object_set_object_member (draft, "typed", list_typed (editor));
  json_object_set_object_member (json_node_get_object (root), MEMBER, draft);
  return json_to_string (root, TRUE);
}

/* Reading */

static char *
dup_file (const NpDraft *self)
{
  return g_build_filename (self->path, NP_PROJECT_FILE_NAME, NULL);
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static NpDraft *
read_draft (const char *path)
{
  g_autofree char *file = g_build_filename (path, NP_PROJECT_FILE_NAME, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = np_json_file_load (file, &error);
  JsonObject *member = object != NULL ? get_object (object, MEMBER) : NULL;
  NpDraft *self;
  GStatBuf status;

  if (member == NULL || g_stat (file, &status) != 0)
    {
      g_info ("%s is no draft%s%s", path, error != NULL ? ": " : "", error != NULL ? error->message : "");
      return NULL;
    }
  self = g_new0 (NpDraft, 1);
  self->path = g_strdup (path);
  self->name = g_strdup (get_text (object, "name"));
  self->project_folder = g_strdup (get_text (member, "folder"));
  self->time = status.st_mtime;
  return self;
}

/* The program that writes a draft holds its folder's lock, which the kernel drops with it. */
static gboolean
is_being_written (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean taken = fd != -1 && flock (fd, LOCK_EX | LOCK_NB) != 0;

  if (fd != -1)
    close (fd);
  return taken;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const NpDraft *first = *(NpDraft *const *) a;
  const NpDraft *second = *(NpDraft *const *) b;

  return (second->time > first->time) - (second->time < first->time);
}

GPtrArray *
np_draft_list (void)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) np_draft_free);
  g_autofree char *parent = np_draft_dup_parent_folder ();
  g_autoptr(GDir) folder = g_dir_open (parent, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      NpDraft *draft = is_being_written (path) ? NULL : read_draft (path);

      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
    }
  g_ptr_array_sort (drafts, compare_times);
  return drafts;
}

NpDraft *
np_draft_find (const char *project_folder)
{
  g_autoptr(GPtrArray) drafts = np_draft_list ();

  for (guint i = 0; i < drafts->len; i++)
    if (g_strcmp0 (((NpDraft *) drafts->pdata[i])->project_folder, project_folder) == 0)
      return np_draft_copy (drafts->pdata[i]);
  return NULL;
}

NpProject *
np_draft_load (const NpDraft *self, GError **error)
{
  g_autofree char *file = dup_file (self);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpProject) project = np_project_load (file, problems, error);

  if (project == NULL)
    return NULL;
  json_object_remove_member (project->file, MEMBER);
  np_project_set_folder (project, NULL);
  np_project_set_modified (project, TRUE);
  return g_steal_pointer (&project);
}

static void
restore_typed (JsonObject *typed, NpEditor *editor)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const char *text = fields[i].type != NP_FIELD_TYPE_BYTES ? get_text (typed, fields[i].key) : NULL;

      if (text != NULL)
        np_editor_set_text (editor, fields[i].tag, text);
    }
  if (get_text (typed, RECIPE_ADDRESS) != NULL)
    np_editor_set_address_text (editor, get_text (typed, RECIPE_ADDRESS));
}

gboolean
np_draft_restore (const NpDraft *self, NpEditor *editor, GError **error)
{
  g_autofree char *file = dup_file (self);
  g_autoptr(NpProject) project = np_draft_load (self, error);
  g_autoptr(JsonObject) object = project != NULL ? np_json_file_load (file, error) : NULL;
  JsonObject *member = object != NULL ? get_object (object, MEMBER) : NULL;
  JsonObject *typed = member != NULL ? get_object (member, "typed") : NULL;

  if (object == NULL)
    return FALSE;
  np_project_set_name (np_editor_get_project (editor), np_project_get_name (project));
  np_editor_take_project (editor, project);
  if (typed != NULL)
    restore_typed (typed, editor);
  np_editor_end_typing (editor);
  return TRUE;
}

gboolean
np_draft_remove (const NpDraft *self, GError **error)
{
  return np_paths_remove_folder (self->path, error);
}
