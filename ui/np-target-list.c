/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-target-list.h"

struct _NpTargetList
{
  AdwBin parent_instance;

  NpBoard *board;
  NpProgrammerOutput *output;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (NpTargetList, np_target_list, ADW_TYPE_BIN)

/* Values are never translated and run from left to right. */
static GtkWidget *
value_new (const char *value)
{
  g_autofree char *isolated = g_strdup_printf ("\u2066%s\u2069", value != NULL ? value : "—");
  GtkWidget *label = gtk_label_new (isolated);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
add_row (GtkListBox *list, const char *title, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *value_label = value_new (value);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *spoken = g_strdup_printf ("%s: %s", title, value != NULL ? value : _("not known"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), value_label);
  gtk_widget_add_css_class (box, "fact");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (list, row);
}

static GtkListBox *
add_group (NpTargetList *self, const char *title)
{
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (self->box, heading);
  gtk_box_append (self->box, list);
  return GTK_LIST_BOX (list);
}

static void
add_chip (NpTargetList *self, const NpTargetInfo *target)
{
  GtkListBox *list = add_group (self, _("Chip"));
  const NpPlatform *platform = np_board_get_platform (self->board);
  guint32 id = np_board_get_target_id (self->board);
  g_autofree char *id_text = id != 0 ? g_strdup_printf ("0x%X", id) : NULL;

  add_row (list, _("Name"), np_board_get_target_name (self->board));
  add_row (list, _("Device id"), id_text);
  add_row (list, _("Platform"), platform != NULL ? np_platform_get_name (platform) : NULL);
  add_row (list, _("Unique id"), np_board_get_unique_id (self->board));
  add_row (list, _("Read-out protection"), np_board_get_protection (self->board));
  if (target == NULL)
    return;
  add_row (list, _("Processor"), target->cpu);
  add_row (list, _("Flash"), target->flash_size);
  add_row (list, _("Voltage"), target->voltage);
}

static void
add_probe (NpTargetList *self)
{
  GtkListBox *list = add_group (self, _("Board and Probe"));
  const NpSerialPortInfo *port = np_board_get_port (self->board);

  add_row (list, _("Board"), np_board_get_board_name (self->board));
  add_row (list, _("Probe"), np_board_get_probe_serial (self->board));
  add_row (list, _("Probe’s firmware"), np_board_get_probe_firmware (self->board));
  add_row (list, _("Serial port"), port != NULL ? port->name : NULL);
  if (port != NULL && port->usb_place != NULL)
    add_row (list, _("USB socket"), port->usb_place);
}

static void
add_option_bytes (NpTargetList *self)
{
  g_auto(GStrv) names = np_programmer_output_dup_option_bytes (self->output);
  GtkListBox *list;

  if (*names == NULL)
    return;
  list = add_group (self, _("Option Bytes"));
  for (char **name = names; *name != NULL; name++)
    add_row (list, *name, np_programmer_output_get_option_byte (self->output, *name));
}

static void
rebuild (NpTargetList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (self->board == NULL)
    return;
  add_chip (self, self->output != NULL ? np_programmer_output_get_target (self->output) : NULL);
  add_probe (self);
  if (self->output != NULL)
    add_option_bytes (self);
}

void
np_target_list_set_board (NpTargetList *self, NpBoard *board)
{
  static const char *const causes[] = { "notify::state",      "notify::target-name",    "notify::target-id",  "notify::unique-id",
                                        "notify::protection", "notify::probe-firmware", "notify::board-name", "notify::port-name" };

  g_return_if_fail (NP_IS_TARGET_LIST (self));

  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  g_set_object (&self->board, board);
  g_clear_object (&self->output);
  for (guint i = 0; board != NULL && i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_swapped (board, causes[i], G_CALLBACK (rebuild), self);
  rebuild (self);
}

void
np_target_list_set_output (NpTargetList *self, NpProgrammerOutput *output)
{
  g_return_if_fail (NP_IS_TARGET_LIST (self));

  if (g_set_object (&self->output, output))
    rebuild (self);
}

static void
np_target_list_dispose (GObject *object)
{
  NpTargetList *self = NP_TARGET_LIST (object);

  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  g_clear_object (&self->board);
  g_clear_object (&self->output);
  G_OBJECT_CLASS (np_target_list_parent_class)->dispose (object);
}

static void
np_target_list_class_init (NpTargetListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_target_list_dispose;
}

static void
np_target_list_init (NpTargetList *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
