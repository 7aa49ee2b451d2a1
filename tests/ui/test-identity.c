/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "factory/np-bytes-text.h"
#include "factory/np-problem.h"
#include "np-bytes-field-row.h"
#include "np-chain-pane.h"
#include "np-code-pane.h"
#include "np-credential-transfer.h"
#include "np-problem-pane.h"
#include "np-trust-group.h"
#include "np-verifier-status.h"
#include "project/np-trust-files.h"
#include "support-perfect.h"

/* Passcode, verifier, codes, certificates and keys, as a person meets them in the project view. */

static void
show_page (ProjectFixture *fixture, const char *name)
{
  GtkWidget *pane = project_find_type (fixture->view, NP_TYPE_CODE_PANE);
  GtkWidget *stack = gtk_widget_get_ancestor (pane, ADW_TYPE_VIEW_STACK);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), name);
  np_test_run_main_loop ();
}

static GBytes *
get_bytes (ProjectFixture *fixture, NpTag tag)
{
  return np_factory_data_get_bytes (project_get_data (fixture), tag);
}

static void
set_known_identity (ProjectFixture *fixture)
{
  project_type_into (fixture, NP_TAG_VENDOR_ID, "0xFFF1");
  project_type_into (fixture, NP_TAG_PRODUCT_ID, "0x8001");
  project_type_into (fixture, NP_TAG_SETUP_DISCRIMINATOR, "3840");
  project_type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202021");
  project_wait_for_judgement (fixture);
}

/* Passcode and verifier */

static void
test_generate (ProjectFixture *fixture, gconstpointer data)
{
  static const NpTag tags[] = { NP_TAG_SETUP_DISCRIMINATOR, NP_TAG_SPAKE2_SALT, NP_TAG_SPAKE2_SETUP_PASSCODE, NP_TAG_ROTATING_DEVICE_ID };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr(GBytes) before = get_bytes (fixture, tags[i]) != NULL ? g_bytes_ref (get_bytes (fixture, tags[i])) : NULL;
      guint n_tries = 0;

      /* One discriminator in 4096 is the former one. */
      do
        g_assert_true (gtk_widget_activate_action (GTK_WIDGET (project_get_row (fixture, tags[i])), "field.generate", NULL));
      while (before != NULL && g_bytes_equal (get_bytes (fixture, tags[i]), before) && ++n_tries < 10);
      g_assert_nonnull (get_bytes (fixture, tags[i]));
      g_assert_true (before == NULL || !g_bytes_equal (get_bytes (fixture, tags[i]), before));
    }
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (project_get_row (fixture, NP_TAG_SPAKE2_VERIFIER)), "Matches the passcode"));
}

static void
test_verifier (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (project_get_row (fixture, NP_TAG_SPAKE2_VERIFIER));
  g_autoptr(GBytes) before = g_bytes_ref (get_bytes (fixture, NP_TAG_SPAKE2_VERIFIER));
  g_autofree char *given = np_bytes_text_format (before, NP_BYTES_FORM_HEX);

  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (row, "Matches the passcode"));
  g_assert_null (np_test_find_button (row, "Derive"));
  project_type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "1234");
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (row, "Matches the passcode"));
  g_assert_false (g_bytes_equal (get_bytes (fixture, NP_TAG_SPAKE2_VERIFIER), before));

  np_bytes_field_row_take_text (NP_BYTES_FIELD_ROW (row), given);
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (row, "Doesn’t match the passcode"));
  np_test_press (row, "Derive");
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (row, "Matches the passcode"));
  project_activate (fixture, "project.undo");
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (row, "Doesn’t match the passcode"));
  project_type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "11111111");
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (row, "Can’t be compared"));
  gtk_widget_activate_action (row, "bytes.clear", NULL);
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (row, "Can be derived"));
}

/* Codes */

static void
test_codes (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *pane = project_find_type (fixture->view, NP_TYPE_CODE_PANE);

  set_known_identity (fixture);
  show_page (fixture, "code");
  g_assert_true (np_test_shows_text (pane, "MT:-24J042C00KA0648G00"));
  g_assert_true (np_test_shows_text (pane, "3497-011-2332"));
  project_type_into (fixture, NP_TAG_PRODUCT_ID, "");
  project_wait_for_judgement (fixture);
  g_assert_false (np_test_shows_text (pane, "MT:"));
  g_assert_true (np_test_shows_text (pane, "Not set: Product ID."));
  project_activate (fixture, "project.undo");
  project_type_into (fixture, NP_TAG_PRODUCT_ID, "0x8004");
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (pane, "MT:4CT9142C00KA0648G00"));
}

static void
read_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_set (gpointer pointer)
{
  return *(gpointer *) pointer != NULL;
}

static void
assert_clipboard_has (GtkWidget *widget, const char *expected)
{
  g_autofree char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, read_text_cb, &text);
  np_test_wait_until (is_set, &text);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_copy (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *pane = project_find_type (fixture->view, NP_TYPE_CODE_PANE);

  set_known_identity (fixture);
  show_page (fixture, "code");
  np_test_press (pane, "Copy Manual Code");
  assert_clipboard_has (pane, "34970112332");
  np_test_press (pane, "Copy QR Code’s Text");
  assert_clipboard_has (pane, "MT:-24J042C00KA0648G00");
  gtk_widget_activate_action (GTK_WIDGET (project_get_row (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE)), "text.copy", NULL);
  assert_clipboard_has (pane, "20202021");
}

static void
test_save_pictures (ProjectFixture *fixture, gconstpointer data)
{
  static const char *const beginnings[] = { [NP_CODE_PICTURE_SVG] = "<?xml", [NP_CODE_PICTURE_PNG] = "\x89PNG" };
  NpCodePane *pane = NP_CODE_PANE (project_find_type (fixture->view, NP_TYPE_CODE_PANE));
  g_autofree char *path = g_build_filename (fixture->folder, "code", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "such", "folder", NULL);
  g_autoptr(GError) error = NULL;

  project_wait_for_judgement (fixture);
  for (guint picture = 0; picture < G_N_ELEMENTS (beginnings); picture++)
    {
      g_autofree char *contents = NULL;
      GStatBuf info;

      g_assert_true (np_code_pane_save (pane, (NpCodePicture) picture, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_true (g_str_has_prefix (contents, beginnings[picture]));
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
    }
  g_assert_false (np_code_pane_save (pane, NP_CODE_PICTURE_PNG, nowhere, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* Certificates */

static void
test_chain (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *pane = project_find_type (fixture->view, NP_TYPE_CHAIN_PANE);

  project_wait_for_judgement (fixture);
  show_page (fixture, "chain");
  g_assert_true (np_test_shows_text (pane, "The PAI signed this DAC"));
  g_assert_true (np_test_shows_text (pane, "The PAA signed this PAI certificate"));
  g_assert_true (np_test_shows_text (pane, "VID 0xFFF1 · PID 0x"));
  g_assert_true (np_test_shows_text (pane, "Valid from 20"));
  g_assert_true (np_test_shows_text (pane, "Test"));
  g_assert_true (np_test_shows_text (pane, "Certificate ID"));
  gtk_widget_activate_action (GTK_WIDGET (project_get_row (fixture, NP_TAG_PAI_CERTIFICATE)), "bytes.clear", NULL);
  project_wait_for_judgement (fixture);
  g_assert_false (np_test_shows_text (pane, "The PAA signed this PAI certificate"));
  g_assert_true (np_test_shows_text (pane, "Who signed the DAC can’t be told"));
}

static void
test_verdict (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *pane = project_find_type (fixture->view, NP_TYPE_PROBLEM_PANE);

  project_wait_for_judgement (fixture);
  show_page (fixture, "problems");
  g_assert_true (np_test_shows_text (pane, "would commission this device"));
  project_type_into (fixture, NP_TAG_VENDOR_ID, "0x1234");
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (pane, "604, CertificationDeclarationInvalidVendorId"));
  g_assert_true (np_test_shows_text (pane, " error"));
  project_activate (fixture, "project.undo");
  project_wait_for_judgement (fixture);
  g_assert_true (np_test_shows_text (pane, "would commission this device"));
}

/* Every problem leads to where it can be mended. */
static void
test_problems_lead_to_fields (ProjectFixture *fixture, gconstpointer data)
{
  GPtrArray *problems;
  GtkListBox *list = GTK_LIST_BOX (project_find_type (project_find_type (fixture->view, NP_TYPE_PROBLEM_PANE), GTK_TYPE_LIST_BOX));
  g_autoptr(NpFactoryData) empty = np_factory_data_new ();
  guint n_rows = 0;

  np_editor_replace (fixture->editor, empty);
  project_wait_for_judgement (fixture);
  show_page (fixture, "problems");
  problems = np_editor_get_problems (fixture->editor);
  g_assert_cmpuint (problems->len, >=, 10);
  for (int severity = NP_SEVERITY_ERROR; severity >= NP_SEVERITY_INFORMATION; severity--)
    for (guint i = 0; i < problems->len; i++)
      {
        const NpProblem *problem = problems->pdata[i];
        GtkWidget *focus;

        if ((int) problem->severity != severity)
          continue;
        g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, (int) n_rows++));
        np_test_run_main_loop ();
        focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
        g_assert_nonnull (focus);
        if (problem->tag != NP_TAG_NONE)
          g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (project_get_row (fixture, problem->tag))));
      }
  g_assert_cmpuint (n_rows, ==, problems->len);
}

/* Import */

static gboolean
has_value (gpointer user_data)
{
  ProjectFixture *fixture = user_data;

  return get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY) != NULL;
}

static gboolean
shows_wrong_kind (gpointer row)
{
  return np_test_shows_text (row, "This is a PAI certificate.");
}

static GBytes *
write_credential (ProjectFixture *fixture, NpTag tag, NpCredentialForm form, const char *passphrase)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) secret = passphrase != NULL ? g_bytes_new (passphrase, strlen (passphrase)) : NULL;
  GBytes *contents = np_credential_write (tag, get_bytes (fixture, tag), form, secret, &error);

  g_assert_no_error (error);
  return contents;
}

static void
test_import_of_wrong_kind (ProjectFixture *fixture, gconstpointer data)
{
  NpFieldRow *row = project_get_row (fixture, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  g_autoptr(GBytes) before = g_bytes_ref (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE));
  g_autoptr(GBytes) pai = write_credential (fixture, NP_TAG_PAI_CERTIFICATE, NP_CREDENTIAL_FORM_PEM, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "pai.pem", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pai, NULL), (gssize) g_bytes_get_size (pai), NULL));
  np_bytes_field_row_load_file (NP_BYTES_FIELD_ROW (row), file);
  np_test_wait_until (shows_wrong_kind, row);
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "Nothing was changed."));
  g_assert_true (g_bytes_equal (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE), before));
  g_assert_false (np_editor_can_undo (fixture->editor));
}

static void
type_passphrase (ProjectFixture *fixture, const char *passphrase)
{
  GtkWindow *dialog;

  np_test_wait_until (project_has_dialog, fixture->window);
  dialog = np_test_find_dialog (GTK_WINDOW (fixture->window));
  g_assert_null (np_test_find_button (GTK_WIDGET (dialog), "Unlock"));
  gtk_editable_set_text (GTK_EDITABLE (project_find_type (dialog, GTK_TYPE_PASSWORD_ENTRY)), passphrase);
  project_press_in_dialog (fixture, "Unlock");
}

static gboolean
says_wrong_passphrase (gpointer window)
{
  return project_has_dialog (window) && np_test_shows_text (GTK_WIDGET (np_test_find_dialog (window)), "That wasn’t the passphrase.");
}

static void
test_import_of_encrypted_key (ProjectFixture *fixture, gconstpointer data)
{
  NpFieldRow *row = project_get_row (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  g_autoptr(GBytes) key = g_bytes_ref (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY));
  g_autoptr(GBytes) public_key = g_bytes_ref (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PUB_KEY));
  g_autoptr(GBytes) pem = write_credential (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NP_CREDENTIAL_FORM_PEM, "correct horse");
  NpFieldValue none[] = { { NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NULL }, { NP_TAG_DEVICE_ATTESTATION_PUB_KEY, NULL } };

  np_editor_set_values (fixture->editor, none, 2);
  np_credential_transfer_import (row, pem);
  type_passphrase (fixture, "battery staple");
  np_test_wait_until (says_wrong_passphrase, fixture->window);
  g_assert_null (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY));
  type_passphrase (fixture, "correct horse");
  np_test_wait_until (has_value, fixture);
  g_assert_true (g_bytes_equal (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY), key));
  g_assert_true (g_bytes_equal (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PUB_KEY), public_key));
  project_activate (fixture, "project.undo");
  g_assert_null (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY));
  g_assert_null (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PUB_KEY));
}

static void
test_cancelled_passphrase (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr(GBytes) pem = write_credential (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NP_CREDENTIAL_FORM_PEM, "correct horse");

  np_credential_transfer_import (project_get_row (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY), pem);
  project_press_in_dialog (fixture, "Cancel");
  g_assert_false (np_editor_can_undo (fixture->editor));
}

static gboolean
tells_mismatch (gpointer row)
{
  return np_test_shows_text (row, "The private key doesn't belong to the DAC.");
}

static void
test_key_of_another_dac (ProjectFixture *fixture, gconstpointer data)
{
  NpFieldRow *row = project_get_row (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  g_autoptr(NpAttestationKey) key = np_attestation_key_generate (NULL);
  g_autofree char *text = np_bytes_text_format (np_attestation_key_get_raw (key), NP_BYTES_FORM_HEX);

  np_bytes_field_row_take_text (NP_BYTES_FIELD_ROW (row), text);
  np_test_wait_until (tells_mismatch, row);
  g_assert_true (g_bytes_equal (get_bytes (fixture, NP_TAG_DEVICE_ATTESTATION_PUB_KEY), np_attestation_key_get_public (key)));
}

/* A private key doesn't leave without a warning. */
static void
test_export_warns (ProjectFixture *fixture, gconstpointer data)
{
  NpFieldRow *row = project_get_row (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);

  for (int form = NP_CREDENTIAL_FORM_DER; form <= NP_CREDENTIAL_FORM_RAW; form++)
    {
      gtk_widget_activate_action (GTK_WIDGET (row), "bytes.export", "u", (guint) form);
      project_assert_dialog_says (fixture, "Whoever has this key can pretend to be the device.");
      project_press_in_dialog (fixture, "Cancel");
    }
}

/* Trust */

static void
test_trust (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *group = project_find_type (fixture->view, NP_TYPE_TRUST_GROUP);
  g_autofree char *path = g_build_filename (fixture->folder, "no-paa.pem", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  show_page (fixture, "chain");
  g_assert_true (g_file_set_contents (path, "no certificate", -1, NULL));
  np_trust_group_add_file (NP_TRUST_GROUP (group), NP_TRUST_PAA, file);
  project_assert_dialog_says (fixture, "Nothing Was Added");
  project_press_in_dialog (fixture, "Close");
}

/* Pictures */

static void
set_ten_problems (ProjectFixture *fixture)
{
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "A maker’s name that is far too long");
  project_type_into (fixture, NP_TAG_VENDOR_ID, "0x1234");
  project_type_into (fixture, NP_TAG_PRODUCT_ID, "0xZZ");
  project_type_into (fixture, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  project_type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "11111111");
  project_type_into (fixture, NP_TAG_SPAKE2_ITERATION_COUNT, "10");
  project_type_into (fixture, NP_TAG_MANUFACTURING_DATE, "2026");
  np_bytes_field_row_take_text (NP_BYTES_FIELD_ROW (project_get_row (fixture, NP_TAG_SPAKE2_SALT)), "53 50");
  gtk_widget_activate_action (GTK_WIDGET (project_get_row (fixture, NP_TAG_PAI_CERTIFICATE)), "bytes.clear", NULL);
  gtk_widget_activate_action (GTK_WIDGET (project_get_row (fixture, NP_TAG_HARDWARE_VERSION_STRING)), "bytes.clear", NULL);
  project_type_into (fixture, NP_TAG_PRODUCT_NAME, "");
  project_wait_for_judgement (fixture);
}

static void
take_pages (ProjectFixture *fixture, const char *name)
{
  static const char *const pages[] = { "code", "chain", "problems" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *full_name = g_strdup_printf ("%s-%s", name, pages[i]);

      show_page (fixture, pages[i]);
      project_take_pictures (fixture, full_name);
    }
}

/* But for two things that nothing made at home can be rid of: its declaration is signed by somebody else than the CSA, and isn't in its ledger. */
static void
assert_perfect (ProjectFixture *fixture)
{
  GPtrArray *problems = np_editor_get_problems (fixture->editor);
  g_autoptr(GString) codes = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", ((const NpProblem *) problems->pdata[i])->code);
  g_assert_cmpstr (codes->str, ==, "cd-signer-given cd-not-looked-up");
}

static void
test_pictures (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr(Kit) kit = perfect_kit_new ();

  perfect_set_device (fixture, kit);
  perfect_trust (fixture, kit);
  assert_perfect (fixture);
  np_project_view_enter_field (fixture->view, NP_TAG_SPAKE2_VERIFIER);
  take_pages (fixture, "identity-perfect");
  perfect_trust_nobody ();
  set_ten_problems (fixture);
  np_project_view_enter_field (fixture->view, NP_TAG_SPAKE2_SETUP_PASSCODE);
  take_pages (fixture, "identity-ten-problems");
}

static gboolean
is_narrow (gpointer view)
{
  return gtk_widget_get_width (view) < 1000;
}

static void
test_pictures_small (ProjectFixture *fixture, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  np_test_wait_until (is_narrow, fixture->view);
  project_wait_for_judgement (fixture);
  np_project_view_enter_field (fixture->view, NP_TAG_SPAKE2_SETUP_PASSCODE);
  project_take_pictures (fixture, "identity-800x600");
  project_activate (fixture, "project.toggle-pane");
  np_test_run_main_loop ();
  take_pages (fixture, "identity-800x600");
}

static void
test_picture_of_passphrase (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr(GBytes) pem = write_credential (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NP_CREDENTIAL_FORM_PEM, "correct horse");

  np_credential_transfer_import (project_get_row (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY), pem);
  np_test_wait_until (project_has_dialog, fixture->window);
  project_take_pictures (fixture, "identity-passphrase");
  project_press_in_dialog (fixture, "Cancel");
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/identity/" name, ProjectFixture, NULL, project_set_up, function, project_tear_down)
  ADD ("generate", test_generate);
  ADD ("verifier", test_verifier);
  ADD ("codes", test_codes);
  ADD ("copy", test_copy);
  ADD ("save-pictures", test_save_pictures);
  ADD ("chain", test_chain);
  ADD ("verdict", test_verdict);
  ADD ("problems-lead-to-fields", test_problems_lead_to_fields);
  ADD ("import-of-wrong-kind", test_import_of_wrong_kind);
  ADD ("import-of-encrypted-key", test_import_of_encrypted_key);
  ADD ("cancelled-passphrase", test_cancelled_passphrase);
  ADD ("key-of-another-dac", test_key_of_another_dac);
  ADD ("export-warns", test_export_warns);
  ADD ("trust", test_trust);
  ADD ("pictures", test_pictures);
  ADD ("pictures-small", test_pictures_small);
  ADD ("picture-of-passphrase", test_picture_of_passphrase);
  return np_test_run ();
}
