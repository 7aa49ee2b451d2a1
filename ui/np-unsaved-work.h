/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-draft.h"

G_BEGIN_DECLS

/* What a window does so that no edit is ever lost: keeps a draft of what isn't saved, and takes up an earlier one. */
#define NP_TYPE_UNSAVED_WORK (np_unsaved_work_get_type ())
G_DECLARE_FINAL_TYPE (NpUnsavedWork, np_unsaved_work, NP, UNSAVED_WORK, GObject)

NpUnsavedWork *np_unsaved_work_new (NpEditor *editor, GtkWindow *window);
NpEditor *np_unsaved_work_get_editor (NpUnsavedWork *self);

/* Asks about the draft that an earlier program left of this project, if there is one. Unanswered, it stays for the next time. */
void np_unsaved_work_offer (NpUnsavedWork *self);

/* Takes the draft into the editor, and removes it when it is kept anew; tells when it can't be read. */
void np_unsaved_work_restore (NpUnsavedWork *self, const NpDraft *draft);

void np_unsaved_work_keep (NpUnsavedWork *self);    /* the program ends now: the draft is what is there */
void np_unsaved_work_discard (NpUnsavedWork *self); /* it is saved, or not wanted */

G_END_DECLS
