/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A serial port that this account may not open. Root is refused nothing: it is somebody else until the end.
 *
 * @joined: the account is in group dialout by now, but this login began before that */
void test_refused_begin (const char *port_path, gboolean joined);
void test_refused_end (const char *port_path);

G_END_DECLS
