/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-secret-bytes.h"
#include "matter/np-setup-payload.h"
#include "np-code-pane.h"
#include "np-error.h"
#include "np-project-files.h"
#include "np-qr-view.h"
#include "ui-compat.h"

#define PNG_MODULE_SIZE 16 /* 528 pixels for the usual code: 300 dots an inch on a label of 45 mm */
#define GRAY_TO_RGB 3

struct _NpCodePane
{
  GtkWidget parent_instance;

  NpEditor *editor;
  NpQrCode *code;

  GtkWidget *scrolled; /* bound so that the template’s end takes it away */
  GtkWidget *missing;
  GtkLabel *reason;
  GtkWidget *codes;
  NpQrView *qr_view;
  GtkLabel *manual_label;
  GtkLabel *qr_label;
};

G_DEFINE_FINAL_TYPE (NpCodePane, np_code_pane, GTK_TYPE_WIDGET)

static NpJudgement *
get_judgement (NpCodePane *self)
{
  return self->editor != NULL ? np_editor_get_judgement (self->editor) : NULL;
}

static void
show_codes (NpCodePane *self, NpJudgement *judgement)
{
  g_autoptr(NpSecretText) manual = np_setup_payload_group_manual (judgement->manual_code);

  if (g_str_equal (judgement->qr_code, gtk_label_get_text (self->qr_label)))
    return;
  g_clear_pointer (&self->code, np_qr_code_unref);
  self->code = np_qr_code_new (judgement->qr_code, NULL); /* 22 characters fit */
  np_qr_view_set_code (self->qr_view, self->code);
  gtk_label_set_text (self->manual_label, manual);
  gtk_label_set_text (self->qr_label, judgement->qr_code);
}

static void
judged_cb (NpCodePane *self)
{
  NpJudgement *judgement = get_judgement (self);
  gboolean made = judgement != NULL && judgement->qr_code != NULL;

  gtk_widget_set_visible (self->codes, made);
  gtk_widget_set_visible (self->missing, judgement != NULL && !made);
  if (made)
    show_codes (self, judgement);
  else if (judgement != NULL)
    gtk_label_set_text (self->reason, judgement->no_code_reason);
}

/* Actions */

static void
copy_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpJudgement *judgement = get_judgement (NP_CODE_PANE (widget));

  if (judgement != NULL && judgement->qr_code != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_boolean (parameter) ? judgement->qr_code : judgement->manual_code);
}

static GBytes *
make_png (NpQrCode *code)
{
  guint size;
  g_autoptr(GBytes) gray = np_qr_code_to_gray (code, PNG_MODULE_SIZE, &size);
  const guint8 *pixels = g_bytes_get_data (gray, NULL);
  g_autoptr(GByteArray) rgb = g_byte_array_sized_new (GRAY_TO_RGB * size * size);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  for (gsize i = 0; i < (gsize) size * size; i++)
    for (guint j = 0; j < GRAY_TO_RGB; j++)
      g_byte_array_append (rgb, &pixels[i], 1);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&rgb));
  texture = gdk_memory_texture_new ((int) size, (int) size, GDK_MEMORY_R8G8B8, bytes, GRAY_TO_RGB * size);
  return gdk_texture_save_to_png_bytes (texture);
}

static GBytes *
make_svg (NpQrCode *code)
{
  char *svg = np_qr_code_to_svg (code);

  return g_bytes_new_take (svg, strlen (svg));
}

gboolean
np_code_pane_save (NpCodePane *self, NpCodePicture picture, const char *path, GError **error)
{
  NpJudgement *judgement;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (NP_IS_CODE_PANE (self) && path != NULL, FALSE);

  judgement = get_judgement (self);
  if (judgement == NULL || judgement->qr_code == NULL)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                           judgement != NULL ? judgement->no_code_reason : _("No project is open, so there is no code."));
      return FALSE;
    }
  bytes = picture == NP_CODE_PICTURE_PNG ? make_png (self->code) : make_svg (self->code);
  return np_project_files_write (path, bytes, error);
}

static void
save_to (NpCodePane *self, NpCodePicture picture, GFile *file)
{
  g_autoptr(GError) error = NULL;

  if (file != NULL && !np_code_pane_save (self, picture, g_file_peek_path (file), &error))
    np_ui_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("The QR Code Wasn’t Saved"), error);
}

static void
save_svg_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpCodePane) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  save_to (self, NP_CODE_PICTURE_SVG, file);
}

static void
save_png_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpCodePane) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  save_to (self, NP_CODE_PICTURE_PNG, file);
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpCodePicture picture = (NpCodePicture) g_variant_get_uint32 (parameter);

  np_ui_choose_save_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Save QR Code"),
                                picture == NP_CODE_PICTURE_PNG ? "qr-code.png" : "qr-code.svg",
                                picture == NP_CODE_PICTURE_PNG ? save_png_cb : save_svg_cb, g_object_ref (widget));
}

/* The class */

static void
np_code_pane_dispose (GObject *object)
{
  NpCodePane *self = NP_CODE_PANE (object);

  np_code_pane_set_editor (self, NULL);
  g_clear_pointer (&self->code, np_qr_code_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_CODE_PANE);
  G_OBJECT_CLASS (np_code_pane_parent_class)->dispose (object);
}

static void
np_code_pane_class_init (NpCodePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_code_pane_dispose;
  g_type_ensure (NP_TYPE_QR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-code-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NpCodePane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NpCodePane, missing);
  gtk_widget_class_bind_template_child (widget_class, NpCodePane, reason);
  gtk_widget_class_bind_template_child (widget_class, NpCodePane, codes);
  gtk_widget_class_bind_template_child (widget_class, NpCodePane, qr_view);
  gtk_widget_class_bind_template_child (widget_class, NpCodePane, manual_label);
  gtk_widget_class_bind_template_child (widget_class, NpCodePane, qr_label);
  gtk_widget_class_install_action (widget_class, "code.copy", "b", copy_action);
  gtk_widget_class_install_action (widget_class, "code.save", "u", save_action);
}

static void
np_code_pane_init (NpCodePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->manual_label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Manual code"), -1);
}

void
np_code_pane_set_editor (NpCodePane *self, NpEditor *editor)
{
  g_return_if_fail (NP_IS_CODE_PANE (self));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_set_object (&self->editor, editor);
  if (editor == NULL)
    return;
  g_signal_connect_swapped (editor, "judged", G_CALLBACK (judged_cb), self);
  judged_cb (self);
}
