/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "factory/np-secret-bytes.h"
#include "factory/np-st-json.h"
#include "np-changes-list.h"
#include "np-problem-row.h"
#include "np-problems-dialog.h"
#include "np-project-files.h"
#include "project/np-change.h"
#include "ui-compat.h"

#define EXPORT_MODE 0600
#define PROBLEMS_WIDTH 320
#define MAX_PROBLEMS_HEIGHT 160

/* Export */

gboolean
np_project_files_write (const char *path, GBytes *contents, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (contents, &size);

  return g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, EXPORT_MODE, error);
}

static gboolean
export_st_json (NpFactoryData *data, const char *path, GError **error)
{
  char *json = np_st_json_write (data);
  g_autoptr(GBytes) contents = np_secret_bytes_new_take (json, strlen (json));

  return np_project_files_write (path, contents, error);
}

static gboolean
export_image (NpFactoryData *data, const char *path, GError **error)
{
  g_autoptr(NpImage) image = np_image_encode (data, error);

  return image != NULL && np_project_files_write (path, np_image_get_bytes (image), error);
}

gboolean
np_project_files_export (NpEditor *editor, NpExportForm form, const char *path, GError **error)
{
  NpFactoryData *data = np_project_get_factory_data (np_editor_get_project (editor));

  switch (form)
    {
    case NP_EXPORT_FORM_ST_JSON: return export_st_json (data, path, error);
    case NP_EXPORT_FORM_IMAGE: return export_image (data, path, error);
    }

  g_return_val_if_reached (FALSE);
}

char *
np_project_files_dup_export_name (NpEditor *editor, NpExportForm form)
{
  g_autofree char *name = g_strdup (np_project_get_name (np_editor_get_project (editor)));

  g_strdelimit (name, G_DIR_SEPARATOR_S, '-');
  return g_strconcat (name, form == NP_EXPORT_FORM_IMAGE ? ".bin" : ".json", NULL);
}

/* Import */

typedef struct
{
  NpEditor *editor;
  NpFactoryData *data;
} Import;

static void
import_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;

  if (np_ui_ask_two_finish (result) == NP_UI_ANSWER_SECOND)
    np_editor_replace (import->editor, import->data);
  g_object_unref (import->editor);
  g_object_unref (import->data);
  g_free (import);
}

static GtkWidget *
make_problems_list (GPtrArray *problems)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  int height;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Problems"), -1);
  np_problem_row_fill_list (GTK_LIST_BOX (list), problems);
  gtk_widget_set_size_request (list, PROBLEMS_WIDTH, -1);
  gtk_widget_measure (list, GTK_ORIENTATION_VERTICAL, PROBLEMS_WIDTH, &height, NULL, NULL, NULL); /* GTK asks it unwrapped */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), MIN (height, MAX_PROBLEMS_HEIGHT));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  return scrolled;
}

/* What the file would change, and what reading it found: a field that couldn't be read is about to be emptied. */
static GtkWidget *
make_import_child (GPtrArray *changes, GPtrArray *problems)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *told
      = g_strdup_printf (ngettext ("Reading the file told %u problem.", "Reading the file told %u problems.", problems->len), problems->len);
  GtkWidget *label;

  gtk_box_append (GTK_BOX (box), np_changes_list_new (changes));
  if (problems->len == 0)
    return box;
  label = gtk_label_new (told);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), make_problems_list (problems));
  return box;
}

static void
ask_import (NpEditor *editor, NpFactoryData *data, GPtrArray *changes, GPtrArray *problems, GtkWindow *parent)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("Replace %u Field?", "Replace %u Fields?", changes->len), changes->len);
  Import *import = g_new (Import, 1);

  import->editor = g_object_ref (editor);
  import->data = g_object_ref (data);
  np_ui_ask_two_async (parent, heading, _("The file’s fields take the place of the project’s. Undo takes it back."),
                       make_import_child (changes, problems), _("_Cancel"), ADW_RESPONSE_DEFAULT, _("_Replace"), ADW_RESPONSE_SUGGESTED,
                       import_answered_cb, import);
}

gboolean
np_project_files_import (NpEditor *editor, const char *path, GtkWindow *parent)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) changes = np_change_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) imported = np_project_open (path, problems, &error);
  NpFactoryData *data;

  if (imported == NULL)
    {
      np_ui_show_error (parent, _("The File Wasn’t Imported"), error);
      return TRUE;
    }
  data = np_project_get_factory_data (imported);
  np_change_list_add_fields (changes, np_project_get_factory_data (np_editor_get_project (editor)), data);
  if (changes->len > 0)
    ask_import (editor, data, changes, problems, parent);
  else
    np_problems_dialog_tell_file (parent, problems);
  return changes->len > 0;
}
