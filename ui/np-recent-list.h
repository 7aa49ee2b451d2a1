/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The projects that were open lately; one whose folder is gone says so. Not there when there are none. A row does win.open-path.
 *
 * action: recent.remove (string: its folder) */
#define NP_TYPE_RECENT_LIST (np_recent_list_get_type ())
G_DECLARE_FINAL_TYPE (NpRecentList, np_recent_list, NP, RECENT_LIST, AdwPreferencesGroup)

G_END_DECLS
