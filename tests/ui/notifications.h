/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A desktop that shows notifications, as far as a program can tell: without one, GLib warns. */
void np_notifications_serve (void);

/* Returns: (transfer none) (element-type utf8): what came, oldest first: "title: body" */
GPtrArray *np_notifications_get (void);

G_END_DECLS
