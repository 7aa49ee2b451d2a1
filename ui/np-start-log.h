/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-window.h"

G_BEGIN_DECLS

/* Says in the messages for debugging (G_MESSAGES_DEBUG=nameplate-ui) when a window's first frame has been drawn, and when its bench has
 * looked at all its boards for the first time. Called when the window is presented. */
void np_start_log_follow (NpWindow *window);

G_END_DECLS
