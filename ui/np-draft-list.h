/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Work that wasn't saved when the program ended, to be taken up again or given up. Not there when there is none. It looks when it is
 * shown. A row does win.restore-draft.
 *
 * action: draft.discard (string: the draft's folder) */
#define NP_TYPE_DRAFT_LIST (np_draft_list_get_type ())
G_DECLARE_FINAL_TYPE (NpDraftList, np_draft_list, NP, DRAFT_LIST, AdwPreferencesGroup)

void np_draft_list_refresh (NpDraftList *self);

G_END_DECLS
