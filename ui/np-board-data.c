/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-field-text.h"
#include "factory/np-problem.h"
#include "np-board-data.h"
#include "np-difference-text.h"
#include "np-text.h"

struct _NpBoardData
{
  AdwBin parent_instance;

  NpImage *planned;
  guint32 address;
  GBytes *actual;
  NpImage *decoded; /* of actual */

  GtkImage *icon;
  GtkLabel *summary;
  GtkToggleButton *reveal_button;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (NpBoardData, np_board_data, ADW_TYPE_BIN)

typedef enum
{
  FIELD_ABSENT, /* in neither */
  FIELD_NOT_COMPARED,
  FIELD_EQUAL,
  FIELD_DIFFERENT,
  FIELD_MISSING, /* on the board */
  FIELD_EXTRA,   /* on the board, not in the plan */
} FieldState;

static const struct
{
  const char *icon;
  const char *css_class;
  const char *words;
} looks[] = {
  [FIELD_ABSENT] = { NULL, NULL, NULL },
  [FIELD_NOT_COMPARED] = { NULL, "dim-label", N_("not compared") },
  [FIELD_EQUAL] = { "emblem-ok-symbolic", "success", N_("equal to the plan") },
  [FIELD_DIFFERENT] = { "dialog-error-symbolic", "error", N_("differs from the plan") },
  [FIELD_MISSING] = { "dialog-error-symbolic", "error", N_("missing on the board") },
  [FIELD_EXTRA] = { "dialog-warning-symbolic", "warning", N_("not in the plan") },
};

static GBytes *
get_value (NpImage *image, const NpField *field)
{
  return image != NULL ? np_factory_data_get_bytes (np_image_get_data (image), field->tag) : NULL;
}

static FieldState
judge (NpBoardData *self, GBytes *planned, GBytes *actual)
{
  if (planned == NULL && actual == NULL)
    return FIELD_ABSENT;
  if (self->actual == NULL || self->planned == NULL)
    return FIELD_NOT_COMPARED;
  if (actual == NULL)
    return FIELD_MISSING;
  if (planned == NULL)
    return FIELD_EXTRA;
  return g_bytes_equal (planned, actual) ? FIELD_EQUAL : FIELD_DIFFERENT;
}

/* Rows */

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_value (NpBoardData *self, GtkBox *box, const char *caption, const NpField *field, GBytes *value, GBytes *other)
{
  gboolean masked = field->secret && !gtk_toggle_button_get_active (self->reveal_button);
  g_autoptr(PangoAttrList) attributes = NULL;
  g_autofree char *text = masked ? np_field_text_describe (field, value) : np_difference_text_dup (field, value, other, &attributes);
  GtkWidget *label = label_new (text, masked ? "dim-label" : "value");

  if (caption != NULL)
    gtk_box_append (box, label_new (caption, "caption-heading"));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_selectable (GTK_LABEL (label), !masked);
  gtk_box_append (box, label);
}

static void
add_values (NpBoardData *self, GtkBox *box, const NpField *field, FieldState state, GBytes *planned, GBytes *actual)
{
  switch (state)
    {
    case FIELD_ABSENT: break;
    case FIELD_NOT_COMPARED:
    case FIELD_EQUAL: add_value (self, box, NULL, field, actual != NULL ? actual : planned, NULL); break;
    case FIELD_DIFFERENT:
      add_value (self, box, _("Board"), field, actual, planned);
      add_value (self, box, _("Plan"), field, planned, actual);
      break;
    case FIELD_MISSING: add_value (self, box, _("Plan"), field, planned, NULL); break;
    case FIELD_EXTRA: add_value (self, box, _("Board"), field, actual, NULL); break;
    }
}

static GtkWidget *
row_new (NpBoardData *self, const NpField *field, FieldState state, GBytes *planned, GBytes *actual)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = label_new (_(field->title), "heading");
  /* Translators: a field and how it stands to the plan */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"), _(field->title), _(looks[state].words));

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (heading), title);
  if (looks[state].icon != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (looks[state].icon);

      gtk_widget_add_css_class (icon, looks[state].css_class);
      gtk_widget_set_tooltip_text (icon, _(looks[state].words));
      gtk_box_append (GTK_BOX (heading), icon);
    }
  gtk_box_append (GTK_BOX (box), heading);
  if (state > FIELD_EQUAL)
    gtk_box_append (GTK_BOX (box), label_new (_(looks[state].words), looks[state].css_class));
  add_values (self, GTK_BOX (box), field, state, planned, actual);
  gtk_widget_add_css_class (box, "data");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

/* Returns: how many there were */
static guint
add_rows (NpBoardData *self, FieldState from, FieldState to)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);
  guint n_rows = 0;

  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *planned = get_value (self->planned, &fields[i]);
      GBytes *actual = get_value (self->decoded, &fields[i]);
      FieldState state = judge (self, planned, actual);

      if (state < from || state > to)
        continue;
      gtk_list_box_append (self->list, row_new (self, &fields[i], state, planned, actual));
      n_rows++;
    }
  return n_rows;
}

/* What is wrong comes first. */
static void
rebuild (NpBoardData *self)
{
  GtkWidget *child;
  guint n_rows;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  n_rows = add_rows (self, FIELD_DIFFERENT, FIELD_EXTRA);
  n_rows += add_rows (self, FIELD_NOT_COMPARED, FIELD_EQUAL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_rows > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button), n_rows > 0);
}

/* Summary */

static void
set_summary (NpBoardData *self, const char *icon, const char *css_class, const char *text)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_label_set_text (self->summary, text);
}

static void
summarize_comparison (NpBoardData *self)
{
  guint size = (guint) g_bytes_get_size (np_image_get_bytes (self->planned));
  g_autofree char *difference = np_image_describe_difference (self->planned, self->address, self->actual);
  g_autofree char *text = NULL;

  if (difference != NULL)
    {
      g_autofree char *sentence = np_text_dup_sentence (difference);

      text = g_strdup_printf (_("The board differs from the plan. %s."), sentence);
      set_summary (self, "dialog-error-symbolic", "error", text);
      return;
    }
  text = g_strdup_printf (ngettext ("Equal to the plan: the board’s %u byte of factory data is as planned.",
                                    "Equal to the plan: all of the board’s %u bytes of factory data are as planned.", size), size);
  set_summary (self, "emblem-ok-symbolic", "success", text);
}

static void
summarize (NpBoardData *self, const GError *read_error, const GError *decode_error)
{
  g_autofree char *text = NULL;

  if (read_error != NULL)
    {
      g_autofree char *sentence = np_text_dup_sentence (read_error->message);

      text = g_strdup_printf (_("The board could not be read. %s"), sentence);
      set_summary (self, "dialog-error-symbolic", "error", text);
    }
  else if (self->actual == NULL)
    set_summary (self, "dialog-information-symbolic", "dim-label",
                 self->planned != NULL ? _("The board was not read yet. This is what the plan has.") : _("The board was not read yet."));
  else if (decode_error != NULL)
    {
      g_autofree char *sentence = np_text_dup_sentence (decode_error->message);

      text = g_strdup_printf (_("There are no factory data on the board at 0x%08X. %s"), self->address, sentence);
      set_summary (self, "dialog-warning-symbolic", "warning", text);
    }
  else if (self->planned == NULL)
    set_summary (self, "dialog-information-symbolic", "dim-label", _("There is no plan to compare with. This is what the board has."));
  else
    summarize_comparison (self);
}

static void
reveal_toggled_cb (NpBoardData *self)
{
  gboolean revealed = gtk_toggle_button_get_active (self->reveal_button);

  gtk_button_set_icon_name (GTK_BUTTON (self->reveal_button), revealed ? "view-conceal-symbolic" : "view-reveal-symbolic");
  rebuild (self);
}

static void
clear (NpBoardData *self)
{
  g_clear_pointer (&self->planned, np_image_unref);
  g_clear_pointer (&self->decoded, np_image_unref);
  g_clear_pointer (&self->actual, g_bytes_unref);
}

void
np_board_data_set (NpBoardData *self, NpImage *planned, guint32 address, GBytes *actual, const GError *error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) decode_error = NULL;

  g_return_if_fail (NP_IS_BOARD_DATA (self));

  clear (self);
  self->planned = planned != NULL ? np_image_ref (planned) : NULL;
  self->actual = actual != NULL ? g_bytes_ref (actual) : NULL;
  self->address = address;
  if (actual != NULL)
    self->decoded = np_image_decode (actual, problems, &decode_error);
  summarize (self, error, decode_error);
  gtk_toggle_button_set_active (self->reveal_button, FALSE);
  rebuild (self);
}

static void
np_board_data_dispose (GObject *object)
{
  clear (NP_BOARD_DATA (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_BOARD_DATA);
  G_OBJECT_CLASS (np_board_data_parent_class)->dispose (object);
}

static void
np_board_data_class_init (NpBoardDataClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_board_data_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-board-data.ui");
  gtk_widget_class_bind_template_child (widget_class, NpBoardData, icon);
  gtk_widget_class_bind_template_child (widget_class, NpBoardData, summary);
  gtk_widget_class_bind_template_child (widget_class, NpBoardData, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, NpBoardData, list);
  gtk_widget_class_bind_template_callback (widget_class, reveal_toggled_cb);
}

static void
np_board_data_init (NpBoardData *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
