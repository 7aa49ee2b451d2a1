/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support.h"

G_BEGIN_DECLS

/* A keyboard and a mouse: real keys and clicks, sent to the display by xdotool. */

gboolean np_test_has_hands (void); /* FALSE: the test is skipped; where CI is set in the environment it has failed */
void np_test_give_keyboard (GtkWindow *window); /* there is no window manager to do it */
void np_test_send_key (const char *key);        /* "alt+c" */
void np_test_press_key (GtkWindow *window, const char *key); /* returns when the window has seen it */
void np_test_type (GtkEditable *entry, const char *text);    /* into the entry, which has the focus; returns when it says @text */
void np_test_click (GtkWidget *widget); /* in its middle, scrolled to by the wheel; returns when its window has seen it */

G_END_DECLS
