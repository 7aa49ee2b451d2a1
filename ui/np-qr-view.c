/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-qr-view.h"

#define NATURAL_SIZE 231 /* seven pixels for each of the usual 25 modules and the quiet zone's 8 */

struct _NpQrView
{
  GtkWidget parent_instance;

  NpQrCode *code;
};

G_DEFINE_FINAL_TYPE (NpQrView, np_qr_view, GTK_TYPE_WIDGET)

static void
append_square (GtkSnapshot *snapshot, const GdkRGBA *color, int x, int y, int size)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, y, size, size));
}

static void
np_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  static const GdkRGBA black = { 0, 0, 0, 1 };
  NpQrView *self = NP_QR_VIEW (widget);
  int n_modules = self->code != NULL ? (int) np_qr_code_get_size (self->code) : 0;
  int whole = n_modules + 2 * NP_QR_CODE_QUIET_ZONE;
  int module = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) / whole;
  int left = (gtk_widget_get_width (widget) - whole * module) / 2 + NP_QR_CODE_QUIET_ZONE * module;
  int top = (gtk_widget_get_height (widget) - whole * module) / 2 + NP_QR_CODE_QUIET_ZONE * module;

  if (self->code == NULL)
    return;
  append_square (snapshot, &white, left - NP_QR_CODE_QUIET_ZONE * module, top - NP_QR_CODE_QUIET_ZONE * module, whole * module);
  for (int y = 0; y < n_modules; y++)
    for (int x = 0; x < n_modules; x++)
      if (np_qr_code_is_dark (self->code, (guint) x, (guint) y))
        append_square (snapshot, &black, left + x * module, top + y * module, module);
}

static void
np_qr_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = NATURAL_SIZE;
  *natural = NATURAL_SIZE;
}

static void
np_qr_view_finalize (GObject *object)
{
  g_clear_pointer (&NP_QR_VIEW (object)->code, np_qr_code_unref);
  G_OBJECT_CLASS (np_qr_view_parent_class)->finalize (object);
}

static void
np_qr_view_class_init (NpQrViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = np_qr_view_finalize;
  widget_class->snapshot = np_qr_view_snapshot;
  widget_class->measure = np_qr_view_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "qrview");
}

static void
np_qr_view_init (NpQrView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("QR code; its text stands below"), -1);
}

void
np_qr_view_set_code (NpQrView *self, NpQrCode *code)
{
  g_return_if_fail (NP_IS_QR_VIEW (self));

  if (self->code == code)
    return;
  g_clear_pointer (&self->code, np_qr_code_unref);
  self->code = code != NULL ? np_qr_code_ref (code) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
