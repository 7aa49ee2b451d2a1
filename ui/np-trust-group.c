/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-trust-group.h"
#include "project/np-trust-files.h"
#include "ui-compat.h"

struct _NpTrustGroup
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *file_rows;
};

G_DEFINE_FINAL_TYPE (NpTrustGroup, np_trust_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

typedef struct
{
  const char *title;
  const char *add;
} KindText;

static const KindText kind_texts[] = {
  [NP_TRUST_PAA] = { N_("Authority (PAA)"), N_("Add _PAA Certificate…") },
  [NP_TRUST_CD_SIGNER] = { N_("Signer of declarations"), N_("Add _CD Signer…") },
};

static const char *const certificate_patterns[] = { "*.der", "*.pem", "*.crt", "*.cer", NULL };

static GtkWindow *
get_window (NpTrustGroup *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* What is there */

static GtkWidget *
make_file_row (NpTrustKind kind, const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_("Stop trusting %s"), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(kind_texts[kind].title));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trust.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(us)", (guint) kind, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
list_files (NpTrustGroup *self)
{
  for (guint i = 0; i < self->file_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->file_rows->pdata[i]);
  g_ptr_array_set_size (self->file_rows, 0);
  for (guint kind = 0; kind < G_N_ELEMENTS (kind_texts); kind++)
    {
      g_auto(GStrv) names = np_trust_files_list ((NpTrustKind) kind);

      for (guint i = 0; names[i] != NULL; i++)
        {
          GtkWidget *row = make_file_row ((NpTrustKind) kind, names[i]);

          g_ptr_array_add (self->file_rows, row);
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
        }
    }
}

static void
tell_change (NpTrustGroup *self)
{
  list_files (self);
  g_signal_emit (self, changed_signal, 0);
}

/* Actions */

void
np_trust_group_add_file (NpTrustGroup *self, guint kind, GFile *file)
{
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (NP_IS_TRUST_GROUP (self) && kind < G_N_ELEMENTS (kind_texts) && G_IS_FILE (file));

  name = np_trust_files_add ((NpTrustKind) kind, g_file_peek_path (file), &error);
  if (name != NULL)
    tell_change (self);
  else
    np_ui_show_error (get_window (self), _("Nothing Was Added"), error);
}

static void
add_paa_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpTrustGroup) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  if (file != NULL)
    np_trust_group_add_file (self, NP_TRUST_PAA, file);
}

static void
add_signer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpTrustGroup) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  if (file != NULL)
    np_trust_group_add_file (self, NP_TRUST_CD_SIGNER, file);
}

static void
add_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gboolean paa = g_variant_get_uint32 (parameter) == NP_TRUST_PAA;

  np_ui_choose_file_async (get_window (NP_TRUST_GROUP (widget)), paa ? _("Add PAA Certificate") : _("Add CD Signer"),
                           GTK_FILE_CHOOSER_ACTION_OPEN, _("Certificates (DER, PEM)"), certificate_patterns, paa ? add_paa_cb : add_signer_cb,
                           g_object_ref (widget));
}

static void
remove_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpTrustGroup *self = NP_TRUST_GROUP (widget);
  g_autoptr(GError) error = NULL;
  const char *name;
  guint kind;

  g_variant_get (parameter, "(u&s)", &kind, &name);
  if (!np_trust_files_remove ((NpTrustKind) kind, name, &error))
    np_ui_show_error (get_window (self), _("The File Wasn’t Removed"), error);
  tell_change (self);
}

/* The class */

static void
np_trust_group_finalize (GObject *object)
{
  g_ptr_array_unref (NP_TRUST_GROUP (object)->file_rows);
  G_OBJECT_CLASS (np_trust_group_parent_class)->finalize (object);
}

static void
np_trust_group_class_init (NpTrustGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = np_trust_group_finalize;
  changed_signal = g_signal_new ("changed", NP_TYPE_TRUST_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "trust.add", "u", add_action);
  gtk_widget_class_install_action (widget_class, "trust.remove", "(us)", remove_action);
}

static void
np_trust_group_init (NpTrustGroup *self)
{
  self->file_rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Trusted on This Computer"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _("The Matter SDK’s test authorities and the CSA’s signers are known anyway. Phones may know others."));
  for (guint kind = 0; kind < G_N_ELEMENTS (kind_texts); kind++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_(kind_texts[kind].add));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trust.add");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", kind);
      gtk_widget_set_margin_bottom (button, 6);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), button);
    }
  list_files (self);
}
