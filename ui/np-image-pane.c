/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-hex-view.h"
#include "np-image-pane.h"
#include "np-size-bar.h"

struct _NpImagePane
{
  GtkWidget parent_instance;

  NpEditor *editor;

  GtkWidget *box; /* bound so that the template’s end takes it away */
  NpSizeBar *range_bar;
  NpSizeBar *buffer_bar;
  GtkToggleButton *reveal_button;
  GtkWidget *stale_note;
  NpHexView *hex_view;
  GtkLabel *description;
};

enum
{
  HOVERED,
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpImagePane, np_image_pane, GTK_TYPE_WIDGET)

static void
update_description (NpImagePane *self)
{
  g_autofree char *description = np_hex_view_dup_description (self->hex_view);

  gtk_label_set_text (self->description, description);
}

/* The room from the recipe's address to the end of the platform's range. */
static void
update_range_bar (NpImagePane *self, const NpRecipe *recipe, gsize used)
{
  const NpMemoryRange *range = recipe->platform != NULL ? np_platform_get_factory_data_range (recipe->platform) : NULL;
  g_autofree char *title = NULL;
  gsize available = 0;

  if (range == NULL || !np_memory_range_contains (range, recipe->factory_data_address, 1))
    {
      np_size_bar_set (self->range_bar, _("Size"), used, 0);
      return;
    }
  if (range->end != 0)
    available = (gsize) range->end - recipe->factory_data_address + 1;
  title = range->end != 0 ? g_strdup_printf (_("%s, 0x%08X to 0x%08X"), np_platform_get_name (recipe->platform),
                                             recipe->factory_data_address, range->end)
                          : g_strdup_printf (_("%s, from 0x%08X"), np_platform_get_name (recipe->platform), recipe->factory_data_address);
  np_size_bar_set (self->range_bar, title, used, available);
}

static void
update_bars (NpImagePane *self, gsize used)
{
  const NpRecipe *recipe = np_project_get_recipe (np_editor_get_project (self->editor));
  guint32 buffer = recipe->platform != NULL ? np_platform_get_provisioning_buffer (recipe->platform) : 0;

  update_range_bar (self, recipe, used);
  np_size_bar_set (self->buffer_bar, buffer != 0 ? _("Provisioning firmware’s buffer") : NULL, used, buffer);
}

/* The note stands under the bytes, and nothing else of them changes: with each key that stops the image or lets it, all of it would have to be
 * drawn anew. */
static void
updated_cb (NpImagePane *self)
{
  NpImage *image = np_editor_get_image (self->editor);

  gtk_widget_set_visible (self->stale_note, image == NULL);
  if (image != NULL)
    {
      np_hex_view_set_image (self->hex_view, image);
      update_bars (self, g_bytes_get_size (np_image_get_bytes (image)));
    }
  update_description (self);
}

static void
hovered_cb (NpImagePane *self, guint tag)
{
  update_description (self);
  g_signal_emit (self, signals[HOVERED], 0, tag);
}

static void
selected_cb (NpImagePane *self, guint tag)
{
  update_description (self);
  g_signal_emit (self, signals[SELECTED], 0, tag);
}

static void
activated_cb (NpImagePane *self, guint tag)
{
  g_signal_emit (self, signals[ACTIVATED], 0, tag);
}

static void
reveal_toggled_cb (NpImagePane *self)
{
  gboolean revealed = gtk_toggle_button_get_active (self->reveal_button);

  gtk_button_set_icon_name (GTK_BUTTON (self->reveal_button), revealed ? "view-conceal-symbolic" : "view-reveal-symbolic");
  np_hex_view_set_revealed (self->hex_view, revealed);
}

static void
np_image_pane_dispose (GObject *object)
{
  np_image_pane_set_editor (NP_IMAGE_PANE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_IMAGE_PANE);
  G_OBJECT_CLASS (np_image_pane_parent_class)->dispose (object);
}

static void
np_image_pane_class_init (NpImagePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_image_pane_dispose;
  signals[HOVERED] = g_signal_new ("hovered", NP_TYPE_IMAGE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SELECTED] = g_signal_new ("selected", NP_TYPE_IMAGE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ACTIVATED] = g_signal_new ("activated", NP_TYPE_IMAGE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (NP_TYPE_HEX_VIEW);
  g_type_ensure (NP_TYPE_SIZE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-image-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NpImagePane, box);
  gtk_widget_class_bind_template_child (widget_class, NpImagePane, range_bar);
  gtk_widget_class_bind_template_child (widget_class, NpImagePane, buffer_bar);
  gtk_widget_class_bind_template_child (widget_class, NpImagePane, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, NpImagePane, stale_note);
  gtk_widget_class_bind_template_child (widget_class, NpImagePane, hex_view);
  gtk_widget_class_bind_template_child (widget_class, NpImagePane, description);
  gtk_widget_class_bind_template_callback (widget_class, hovered_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_toggled_cb);
}

static void
np_image_pane_init (NpImagePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_image_pane_set_editor:
 * @editor: (nullable): whose image to show
 */
void
np_image_pane_set_editor (NpImagePane *self, NpEditor *editor)
{
  g_return_if_fail (NP_IS_IMAGE_PANE (self));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_set_object (&self->editor, editor);
  if (editor == NULL)
    return;
  g_signal_connect_swapped (editor, "updated", G_CALLBACK (updated_cb), self);
  np_hex_view_set_image (self->hex_view, NULL);
  update_bars (self, 0);
  updated_cb (self);
}

void
np_image_pane_set_hovered (NpImagePane *self, guint32 tag)
{
  g_return_if_fail (NP_IS_IMAGE_PANE (self));

  np_hex_view_set_hovered (self->hex_view, tag);
  update_description (self);
}

void
np_image_pane_set_selected (NpImagePane *self, guint32 tag)
{
  g_return_if_fail (NP_IS_IMAGE_PANE (self));

  np_hex_view_set_selected (self->hex_view, tag);
  update_description (self);
}
