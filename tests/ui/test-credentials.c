/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <zbar.h>

#include "factory/np-bytes-text.h"
#include "np-chain-pane.h"
#include "np-code-pane.h"
#include "np-problem-pane.h"
#include "np-trust-group.h"
#include "project/np-credential.h"
#include "project/np-trust-files.h"
#include "support-perfect.h"

/* Certificates, keys and codes on their way into a project and out of it, by the doors that people use. */

typedef struct
{
  ProjectFixture project;
  Kit *kit;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  perfect_trust_nobody ();
  project_set_up (&fixture->project, data);
  fixture->kit = perfect_kit_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_free (fixture->kit);
  project_tear_down (&fixture->project, data);
  perfect_trust_nobody ();
}

static GBytes *
get_bytes (Fixture *fixture, NpTag tag)
{
  return np_factory_data_get_bytes (project_get_data (&fixture->project), tag);
}

static void
show_page (Fixture *fixture, const char *name)
{
  GtkWidget *pane = project_find_type (fixture->project.view, NP_TYPE_CODE_PANE);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (gtk_widget_get_ancestor (pane, ADW_TYPE_VIEW_STACK)), name);
  np_test_run_main_loop ();
}

/* The file chooser, as a person has it after typing the path */

/* To save, it begins with a folder of its own, to open with recent files. */
static gboolean
has_begun (gpointer chooser)
{
  g_autoptr(GFile) folder = gtk_file_chooser_get_current_folder (chooser);

  return gtk_widget_get_mapped (chooser) && (folder != NULL || gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_OPEN);
}

/* What was chosen before it has begun would be lost. */
static GtkFileChooser *
wait_for_chooser (Fixture *fixture)
{
  GtkFileChooser *chooser;

  np_test_wait_until (project_has_dialog, fixture->project.window);
  chooser = GTK_FILE_CHOOSER (np_test_find_dialog (GTK_WINDOW (fixture->project.window)));
  np_test_wait_until (has_begun, chooser);
  return chooser;
}

typedef struct
{
  GtkFileChooser *chooser;
  GFile *file;
} Choice;

static gboolean
has_file (gpointer user_data)
{
  const Choice *choice = user_data;
  g_autoptr(GFile) file = gtk_file_chooser_get_file (choice->chooser);

  return file != NULL && g_file_equal (file, choice->file);
}

static gboolean
is_there (gpointer file)
{
  return g_file_query_exists (file, NULL);
}

static void
choose_to_open (Fixture *fixture, GFile *file)
{
  Choice choice = { wait_for_chooser (fixture), file };

  gtk_file_chooser_set_file (choice.chooser, file, NULL);
  np_test_wait_until (has_file, &choice);
  project_press_in_dialog (&fixture->project, "Open");
}

static char *
choose_to_save (Fixture *fixture, const char *name)
{
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->project.folder);
  g_autoptr(GFile) file = g_file_get_child (folder, name);
  Choice choice = { wait_for_chooser (fixture), file };

  gtk_file_chooser_set_current_folder (choice.chooser, folder, NULL);
  gtk_file_chooser_set_current_name (choice.chooser, name);
  np_test_wait_until (has_file, &choice);
  project_press_in_dialog (&fixture->project, "Save");
  np_test_wait_until (is_there, file);
  return g_file_get_path (file);
}

/* Drop */

static GtkEventController *
find_drop_target (NpFieldRow *row)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (row));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller; /* the row keeps it */
    }
  g_assert_not_reached ();
}

static void
drop (Fixture *fixture, NpTag tag, const GValue *value)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (find_drop_target (project_get_row (&fixture->project, tag)), "drop", value, 10.0, 10.0, &taken);
  g_assert_true (taken);
}

typedef struct
{
  Fixture *fixture;
  NpTag tag;
  GBytes *expected;
} Wanted;

static gboolean
has_wanted (gpointer user_data)
{
  const Wanted *wanted = user_data;
  GBytes *value = get_bytes (wanted->fixture, wanted->tag);

  return value != NULL && g_bytes_equal (value, wanted->expected);
}

static void
test_drop_file (Fixture *fixture, gconstpointer data)
{
  Wanted wanted = { fixture, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, fixture->kit->dac_der };
  g_autoptr(GFile) file = perfect_write_file (&fixture->project, "dac.der", fixture->kit->dac_der);
  g_auto(GValue) value = G_VALUE_INIT;

  g_assert_false (has_wanted (&wanted));
  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  drop (fixture, wanted.tag, &value);
  np_test_wait_until (has_wanted, &wanted);
  project_activate (&fixture->project, "project.undo");
  g_assert_false (has_wanted (&wanted));
}

static void
test_drop_text (Fixture *fixture, gconstpointer data)
{
  Wanted wanted = { fixture, NP_TAG_PAI_CERTIFICATE, fixture->kit->pai_der };
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_take_string (&value, np_bytes_text_format (fixture->kit->pai_der, NP_BYTES_FORM_BASE64));
  drop (fixture, wanted.tag, &value);
  np_test_wait_until (has_wanted, &wanted);
}

/* Export */

static void
assert_file_is (const char *path, Fixture *fixture, NpTag tag, GBytes *passphrase)
{
  g_auto(NpCredential) credential = { NULL };
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize size;
  GStatBuf info;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (contents, size);
  g_assert_cmpint (np_credential_read (tag, bytes, passphrase, &credential, &error), ==, NP_CREDENTIAL_READ);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (credential.value, get_bytes (fixture, tag)));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
}

static void
export (Fixture *fixture, NpTag tag, NpCredentialForm form)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (project_get_row (&fixture->project, tag)), "bytes.export", "u", (guint) form));
}

static void
test_export_certificate (Fixture *fixture, gconstpointer data)
{
  for (int form = NP_CREDENTIAL_FORM_DER; form <= NP_CREDENTIAL_FORM_PEM; form++)
    {
      g_autofree char *path = NULL;

      export (fixture, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, (NpCredentialForm) form);
      path = choose_to_save (fixture, form == NP_CREDENTIAL_FORM_PEM ? "exported.pem" : "exported.der");
      assert_file_is (path, fixture, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NULL);
    }
}

static void
test_export_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GBytes) passphrase = g_bytes_new_static ("correct horse", 13);
  g_auto(NpCredential) credential = { NULL };
  g_autofree char *raw = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *text = NULL;
  GtkWindow *dialog;

  export (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NP_CREDENTIAL_FORM_RAW);
  project_press_in_dialog (&fixture->project, "Export");
  raw = choose_to_save (fixture, "key.bin");
  assert_file_is (raw, fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NULL);

  export (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NP_CREDENTIAL_FORM_PEM);
  np_test_wait_until (project_has_dialog, fixture->project.window);
  dialog = np_test_find_dialog (GTK_WINDOW (fixture->project.window));
  gtk_editable_set_text (GTK_EDITABLE (project_find_type (dialog, GTK_TYPE_PASSWORD_ENTRY)), "correct horse");
  project_press_in_dialog (&fixture->project, "Export");
  pem = choose_to_save (fixture, "key.pem");
  assert_file_is (pem, fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, passphrase);
  g_assert_true (g_file_get_contents (pem, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "-----BEGIN ENCRYPTED PRIVATE KEY-----"));
}

/* Trust */

/* A button with an icon alone, by what it says when pointed at */
static GtkWidget *
find_icon_button (GtkWidget *root, const char *tooltip)
{
  if (GTK_IS_BUTTON (root) && gtk_widget_is_sensitive (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_icon_button (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The device of an authority that nobody knows: added by its file, and removed again. */
static void
test_trust (Fixture *fixture, gconstpointer data)
{
  GtkWidget *group = project_find_type (fixture->project.view, NP_TYPE_TRUST_GROUP);
  GtkWidget *problems = project_find_type (fixture->project.view, NP_TYPE_PROBLEM_PANE);
  g_autoptr(GFile) paa = perfect_write_file (&fixture->project, "lamp-works.der", fixture->kit->paa_der);
  g_autoptr(GFile) signer = perfect_write_file (&fixture->project, "signer.der", fixture->kit->signer_der);
  GtkWidget *remove;

  perfect_set_device (&fixture->project, fixture->kit);
  show_page (fixture, "problems");
  g_assert_true (np_test_shows_text (problems, "101, PaaNotFound"));

  show_page (fixture, "chain");
  np_test_press (group, "Add PAA Certificate…");
  choose_to_open (fixture, paa);
  np_test_press (group, "Add CD Signer…");
  choose_to_open (fixture, signer);
  project_wait_for_judgement (&fixture->project);
  g_assert_true (np_test_shows_text (group, "lamp-works.der"));
  show_page (fixture, "problems");
  g_assert_true (np_test_shows_text (problems, "would commission this device"));

  show_page (fixture, "chain");
  remove = find_icon_button (group, "Stop trusting lamp-works.der");
  g_assert_nonnull (remove);
  g_signal_emit_by_name (remove, "clicked");
  project_wait_for_judgement (&fixture->project);
  g_assert_false (np_test_shows_text (group, "lamp-works.der"));
  g_assert_true (np_test_shows_text (group, "signer.der"));
  show_page (fixture, "problems");
  g_assert_true (np_test_shows_text (problems, "101, PaaNotFound"));
}

/* Codes */

static char *
scan (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  g_autoptr(GByteArray) gray = g_byte_array_new ();
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  char *text = NULL;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      g_byte_array_append (gray, pixels + y * gdk_pixbuf_get_rowstride (pixbuf) + x * gdk_pixbuf_get_n_channels (pixbuf), 1);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, (unsigned) width, (unsigned) height);
  zbar_image_set_data (image, gray->data, gray->len, NULL);
  if (zbar_scan_image (scanner, image) == 1)
    text = g_strdup (zbar_symbol_get_data (zbar_image_first_symbol (image)));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return text;
}

static void
assert_size_in_millimetres (const char *path)
{
  g_autofree char *svg = NULL;
  const char *place;
  guint width;
  guint height;
  guint box;

  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  place = strstr (svg, " width=\"");
  g_assert_nonnull (place);
  g_assert_cmpint (sscanf (place, " width=\"%umm\" height=\"%umm\" viewBox=\"0 0 %u ", &width, &height, &box), ==, 3);
  g_assert_cmpuint (width, ==, height);
  g_assert_cmpuint (width, >=, 10); /* what phones read with ease */
  g_assert_cmpuint (box, ==, 33);   /* 25 modules, and 4 around */
}

/* What is saved is what a phone reads. */
static void
test_saved_code (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { [NP_CODE_PICTURE_SVG] = "code.svg", [NP_CODE_PICTURE_PNG] = "code.png" };
  GtkWidget *pane = project_find_type (fixture->project.view, NP_TYPE_CODE_PANE);

  project_type_into (&fixture->project, NP_TAG_VENDOR_ID, "0xFFF1");
  project_type_into (&fixture->project, NP_TAG_PRODUCT_ID, "0x8001");
  project_type_into (&fixture->project, NP_TAG_SETUP_DISCRIMINATOR, "3840");
  project_type_into (&fixture->project, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202021");
  project_wait_for_judgement (&fixture->project);
  show_page (fixture, "code");
  for (guint picture = 0; picture < G_N_ELEMENTS (names); picture++)
    {
      g_autofree char *path = NULL;
      g_autoptr(GdkPixbuf) pixbuf = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      GStatBuf info;

      gtk_widget_activate_action (pane, "code.save", "u", picture);
      path = choose_to_save (fixture, names[picture]);
      pixbuf = picture == NP_CODE_PICTURE_SVG ? gdk_pixbuf_new_from_file_at_size (path, 330, 330, &error) : gdk_pixbuf_new_from_file (path, &error);
      g_assert_no_error (error);
      text = scan (pixbuf);
      g_assert_cmpstr (text, ==, "MT:-24J042C00KA0648G00");
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmphex (info.st_mode & 0777, ==, 0600);
      if (picture == NP_CODE_PICTURE_SVG)
        assert_size_in_millimetres (path);
    }
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/credentials/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("drop-file", test_drop_file);
  ADD ("drop-text", test_drop_text);
  ADD ("export-certificate", test_export_certificate);
  ADD ("export-key", test_export_key);
  ADD ("trust", test_trust);
  ADD ("saved-code", test_saved_code);
  return np_test_run ();
}
