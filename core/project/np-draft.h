/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-editor.h"

G_BEGIN_DECLS

/**
 * NpDraft:
 * @path: its own folder
 * @name: the project's
 * @project_folder: (nullable): the project's folder; %NULL when it was never saved
 * @time: when it was written, in seconds since 1970
 *
 * Work that wasn't saved when its program ended, kept in the user's state folder by #NpAutosave: a project.json with a member
 * "draft" (the project's folder, and what was typed and is no value). It holds secrets: folder 0700, file 0600.
 */
typedef struct
{
  char *path;
  char *name;
  char *project_folder;
  gint64 time;
} NpDraft;

NpDraft *np_draft_copy (const NpDraft *self);
void np_draft_free (NpDraft *self);

/* Returns: (transfer full): the folder that all of them are in; it may not be there */
char *np_draft_dup_parent_folder (void);

/* Returns: (transfer full) (element-type NpDraft): the latest first; those that a program is writing now are left out */
GPtrArray *np_draft_list (void);

/* Returns: (transfer full) (nullable): the latest of that project */
NpDraft *np_draft_find (const char *project_folder);

/**
 * np_draft_load:
 *
 * Returns: (transfer full): the project as the draft has it, with what only its file holds; not saved yet
 */
NpProject *np_draft_load (const NpDraft *self, GError **error);

/**
 * np_draft_restore:
 * @editor: of the draft's project, as it was saved last
 *
 * Takes the draft into the editor; undo takes it back. The draft itself stays.
 */
gboolean np_draft_restore (const NpDraft *self, NpEditor *editor, GError **error);

gboolean np_draft_remove (const NpDraft *self, GError **error);

/* Returns: (transfer full): what a draft's file holds */
char *np_draft_dup_text (NpEditor *editor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpDraft, np_draft_free)

G_END_DECLS
