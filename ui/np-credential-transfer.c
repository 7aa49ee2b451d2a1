/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-credential-transfer.h"
#include "np-project-files.h"
#include "ui-compat.h"

/* Import */

typedef struct
{
  NpTag tag;
  GBytes *contents;
  GBytes *passphrase; /* (nullable) */
  NpCredentialResult result;
  NpCredential credential;
} Import;

static void read_again (NpFieldRow *row, GBytes *contents, GBytes *passphrase);

static void
import_free (Import *import)
{
  g_bytes_unref (import->contents);
  g_clear_pointer (&import->passphrase, g_bytes_unref);
  np_credential_clear (&import->credential);
  g_free (import);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Import *import = task_data;
  GError *error = NULL;

  import->result = np_credential_read (import->tag, import->contents, import->passphrase, &import->credential, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
passphrase_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data (task);
  g_autoptr(GBytes) passphrase = np_ui_ask_passphrase_finish (result);

  if (passphrase != NULL)
    read_again (g_task_get_source_object (task), import->contents, passphrase);
}

static void
ask_passphrase (NpFieldRow *row, GTask *task, Import *import)
{
  np_ui_ask_passphrase_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row))), _("Unlock the Private Key?"),
                              import->passphrase != NULL ? _("That wasn’t the passphrase. The key is unchanged; try again.")
                                                         : _("The file’s private key is encrypted. Give its passphrase."),
                              _("_Unlock"), FALSE, passphrase_cb, g_object_ref (task));
}

static void
take_credential (NpFieldRow *row, const Import *import)
{
  NpFieldValue values[] = { { import->tag, import->credential.value },
                            { NP_TAG_DEVICE_ATTESTATION_PUB_KEY, import->credential.public_key } };

  np_editor_set_values (np_field_row_get_editor (row), values, import->credential.public_key != NULL ? 2 : 1);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpFieldRow *row = NP_FIELD_ROW (source);
  Import *import = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (gtk_widget_get_root (GTK_WIDGET (row)) == NULL)
    return; /* the project was closed meanwhile */
  switch (import->result)
    {
    case NP_CREDENTIAL_READ:
      np_field_row_set_own_problem (row, NULL);
      take_credential (row, import);
      break;
    case NP_CREDENTIAL_FAILED: np_field_row_set_own_problem (row, error->message); break;
    case NP_CREDENTIAL_NEEDS_PASSPHRASE: ask_passphrase (row, G_TASK (result), import); break;
    }
}

static void
read_again (NpFieldRow *row, GBytes *contents, GBytes *passphrase)
{
  g_autoptr(GTask) task = g_task_new (row, NULL, read_cb, NULL);
  Import *import = g_new0 (Import, 1);

  import->tag = np_field_row_get_field (row)->tag;
  import->contents = g_bytes_ref (contents);
  import->passphrase = passphrase != NULL ? g_bytes_ref (passphrase) : NULL;
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);
  g_task_run_in_thread (task, read_in_thread);
}

void
np_credential_transfer_import (NpFieldRow *row, GBytes *contents)
{
  g_return_if_fail (NP_IS_FIELD_ROW (row) && contents != NULL);

  read_again (row, contents, NULL);
}

/* Export */

typedef struct
{
  NpFieldRow *row;
  NpCredentialForm form;
  GBytes *passphrase; /* (nullable) */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->row);
  g_clear_pointer (&export->passphrase, g_bytes_unref);
  g_free (export);
}

static gboolean
write_value (Export *export, const char *path, GError **error)
{
  NpTag tag = np_field_row_get_field (export->row)->tag;
  NpFactoryData *data = np_project_get_factory_data (np_editor_get_project (np_field_row_get_editor (export->row)));
  GBytes *value = np_factory_data_get_bytes (data, tag);
  g_autoptr(GBytes) contents = value != NULL ? np_credential_write (tag, value, export->form, export->passphrase, error) : NULL;

  return contents != NULL && np_project_files_write (path, contents, error);
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);
  g_autoptr(GError) error = NULL;

  if (file != NULL && !write_value (export, g_file_peek_path (file), &error) && error != NULL)
    np_ui_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (export->row))), _("Nothing Was Exported"), error);
  export_free (export);
}

static void
choose_place (Export *export)
{
  const NpField *field = np_field_row_get_field (export->row);
  g_autofree char *name = np_credential_dup_file_name (field->tag, export->form);

  np_ui_choose_save_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (export->row))), _(field->title), name, place_chosen_cb, export);
}

static void
warned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr(GBytes) passphrase = np_ui_ask_passphrase_finish (result);

  if (passphrase == NULL)
    {
      export_free (export);
      return;
    }
  if (g_bytes_get_size (passphrase) > 0)
    export->passphrase = g_steal_pointer (&passphrase);
  choose_place (export);
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;

  if (np_ui_ask_finish (result))
    choose_place (export);
  else
    export_free (export);
}

static void
warn (Export *export)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (export->row)));
  const char *heading = _("Export the Private Key?");

  if (export->form == NP_CREDENTIAL_FORM_PEM)
    np_ui_ask_passphrase_async (window, heading,
                                _("Whoever has this key can pretend to be the device. A passphrase encrypts it; without one only the file’s "
                                  "permissions protect it."),
                                _("_Export"), TRUE, warned_cb, export);
  else
    np_ui_ask_async (window, heading,
                     _("Whoever has this key can pretend to be the device. Only the file’s permissions protect it; choose PEM to encrypt it."),
                     _("_Cancel"), _("_Export"), ADW_RESPONSE_DESTRUCTIVE, accepted_cb, export);
}

void
np_credential_transfer_export (NpFieldRow *row, NpCredentialForm form)
{
  Export *export;

  g_return_if_fail (NP_IS_FIELD_ROW (row));

  export = g_new0 (Export, 1);
  export->row = g_object_ref (row);
  export->form = form;
  if (np_field_row_get_field (row)->secret)
    warn (export);
  else
    choose_place (export);
}
