/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-ui"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-changes-list.h"
#include "np-text.h"
#include "np-unsaved-work.h"
#include "project/np-autosave.h"
#include "project/np-change.h"
#include "ui-compat.h"

struct _NpUnsavedWork
{
  GObject parent_instance;

  NpEditor *editor;
  NpAutosave *autosave;
  GtkWindow *window; /* whose we are */
};

G_DEFINE_FINAL_TYPE (NpUnsavedWork, np_unsaved_work, G_TYPE_OBJECT)

void
np_unsaved_work_restore (NpUnsavedWork *self, const NpDraft *draft)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (NP_IS_UNSAVED_WORK (self) && draft != NULL);

  if (!np_draft_restore (draft, self->editor, &error))
    np_ui_show_error (self->window, _("The Unsaved Work Can’t Be Restored"), error);
  else if (!np_autosave_flush (self->autosave, &error) || !np_draft_remove (draft, &error))
    g_message ("%s stays: %s", draft->path, error->message);
}

typedef struct
{
  NpUnsavedWork *work;
  NpDraft *draft;
} Offer;

static void
offer_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Offer *offer = user_data;
  g_autoptr(GError) error = NULL;

  switch (np_ui_ask_two_finish (result))
    {
    case NP_UI_ANSWER_NONE: break;
    case NP_UI_ANSWER_FIRST:
      if (!np_draft_remove (offer->draft, &error))
        g_message ("%s stays: %s", offer->draft->path, error->message);
      break;
    case NP_UI_ANSWER_SECOND: np_unsaved_work_restore (offer->work, offer->draft); break;
    }
  g_object_unref (offer->work);
  np_draft_free (offer->draft);
  g_free (offer);
}

/* What the draft would change; NULL when it can't be read. */
static GPtrArray *
list_changes (NpUnsavedWork *self, const NpDraft *draft)
{
  NpProject *project = np_editor_get_project (self->editor);
  g_autoptr(NpProject) drafted = np_draft_load (draft, NULL);
  GPtrArray *changes;

  if (drafted == NULL)
    return NULL;
  changes = np_change_list_new ();
  np_change_list_add_fields (changes, np_project_get_factory_data (project), np_project_get_factory_data (drafted));
  np_change_list_add_recipe (changes, np_project_get_recipe (project), np_project_get_recipe (drafted));
  return changes;
}

void
np_unsaved_work_offer (NpUnsavedWork *self)
{
  const char *folder;
  g_autoptr(NpDraft) draft = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  g_autofree char *when = NULL;
  g_autofree char *body = NULL;
  Offer *offer;

  g_return_if_fail (NP_IS_UNSAVED_WORK (self));

  folder = np_project_get_folder (np_editor_get_project (self->editor));
  draft = folder != NULL ? np_draft_find (folder) : NULL;
  if (draft == NULL)
    return;
  changes = list_changes (self, draft);
  when = np_text_dup_time (draft->time);
  body = g_strdup_printf (_("Nameplate ended before these edits were saved (%s). Press Escape to decide later."), when);
  offer = g_new0 (Offer, 1);
  offer->work = g_object_ref (self);
  offer->draft = g_steal_pointer (&draft);
  np_ui_ask_two_async (self->window, _("Restore Unsaved Work?"), body,
                       changes != NULL && changes->len > 0 ? np_changes_list_new (changes) : NULL, _("_Discard"), ADW_RESPONSE_DESTRUCTIVE,
                       _("_Restore"), ADW_RESPONSE_SUGGESTED, offer_answered_cb, offer);
}

void
np_unsaved_work_keep (NpUnsavedWork *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (NP_IS_UNSAVED_WORK (self));

  if (!np_autosave_flush (self->autosave, &error))
    g_warning ("Unsaved work is lost: %s", error->message);
}

void
np_unsaved_work_discard (NpUnsavedWork *self)
{
  g_return_if_fail (NP_IS_UNSAVED_WORK (self));

  np_autosave_discard (self->autosave);
}

NpEditor *
np_unsaved_work_get_editor (NpUnsavedWork *self)
{
  g_return_val_if_fail (NP_IS_UNSAVED_WORK (self), NULL);

  return self->editor;
}

static void
np_unsaved_work_finalize (GObject *object)
{
  NpUnsavedWork *self = NP_UNSAVED_WORK (object);

  g_object_unref (self->autosave);
  g_object_unref (self->editor);
  G_OBJECT_CLASS (np_unsaved_work_parent_class)->finalize (object);
}

static void
np_unsaved_work_class_init (NpUnsavedWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_unsaved_work_finalize;
}

static void
np_unsaved_work_init (NpUnsavedWork *self)
{
}

NpUnsavedWork *
np_unsaved_work_new (NpEditor *editor, GtkWindow *window)
{
  NpUnsavedWork *self = g_object_new (NP_TYPE_UNSAVED_WORK, NULL);

  self->editor = g_object_ref (editor);
  self->autosave = np_autosave_new (editor);
  self->window = window;
  return self;
}
