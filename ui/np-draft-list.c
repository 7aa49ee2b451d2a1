/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-draft-list.h"
#include "np-row-button.h"
#include "np-text.h"
#include "project/np-draft.h"
#include "ui-compat.h"

struct _NpDraftList
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* (element-type GtkWidget) */
};

G_DEFINE_FINAL_TYPE (NpDraftList, np_draft_list, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
row_new (const NpDraft *draft)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = draft->name != NULL ? draft->name : _("Unnamed project");
  g_autofree char *when = np_text_dup_time (draft->time);
  g_autofree char *discard = g_strdup_printf (_("Discard the unsaved work of “%s”"), name);
  GtkWidget *time_label = gtk_label_new (when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE); /* before there is text */
  g_object_set (row, "title", name, "subtitle", draft->project_folder != NULL ? draft->project_folder : _("Never saved"),
                "subtitle-lines", 2, "icon-name", "document-edit-symbolic", "activatable", TRUE, "action-name", "win.restore-draft", NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", draft->path);
  gtk_widget_add_css_class (time_label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time_label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             np_row_button_new ("user-trash-symbolic", discard, "draft.discard", g_variant_new_string (draft->path)));
  return row;
}

void
np_draft_list_refresh (NpDraftList *self)
{
  g_autoptr(GPtrArray) drafts = NULL;

  g_return_if_fail (NP_IS_DRAFT_LIST (self));

  drafts = np_draft_list ();
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < drafts->len; i++)
    {
      g_ptr_array_add (self->rows, row_new (drafts->pdata[i]));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), drafts->len > 0);
}

typedef struct
{
  NpDraftList *list;
  NpDraft draft;
} Discard;

static void
discard_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Discard *discard = user_data;
  g_autoptr(GError) error = NULL;

  if (np_ui_ask_finish (result) && !np_draft_remove (&discard->draft, &error))
    np_ui_show_error (GTK_WINDOW (source), _("It Wasn’t Discarded"), error);
  np_draft_list_refresh (discard->list);
  g_object_unref (discard->list);
  g_free (discard->draft.path);
  g_free (discard);
}

static void
discard_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  Discard *discard = g_new0 (Discard, 1);

  discard->list = g_object_ref (NP_DRAFT_LIST (widget));
  discard->draft.path = g_variant_dup_string (parameter, NULL);
  np_ui_ask_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Discard Unsaved Work?"),
                   _("These edits are nowhere else; Discard loses them for good. The project’s file stays as it is."), _("_Cancel"), _("_Discard"),
                   ADW_RESPONSE_DESTRUCTIVE, discard_answered_cb, discard);
}

static void
np_draft_list_finalize (GObject *object)
{
  g_ptr_array_unref (NP_DRAFT_LIST (object)->rows);
  G_OBJECT_CLASS (np_draft_list_parent_class)->finalize (object);
}

static void
np_draft_list_class_init (NpDraftListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_draft_list_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "draft.discard", "s", discard_action);
}

static void
np_draft_list_init (NpDraftList *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Unsaved Work"));
  np_draft_list_refresh (self);
}
