/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support.h"

G_BEGIN_DECLS

/* A keyboard: real keys, sent to the display by xdotool. */

gboolean np_test_has_keyboard (void);
void np_test_give_keyboard (GtkWindow *window); /* there is no window manager to do it */
void np_test_send_key (const char *key);        /* "alt+c" */
void np_test_press_key (GtkWindow *window, const char *key); /* returns when the window has seen it */
void np_test_type (GtkEditable *entry, const char *text);    /* into the entry, which has the focus; returns when it says @text */

G_END_DECLS
