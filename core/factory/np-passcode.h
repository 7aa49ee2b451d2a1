/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NP_PASSCODE_MINIMUM 1
#define NP_PASSCODE_MAXIMUM 99999998

gboolean np_passcode_is_allowed (guint32 passcode);
const char *np_passcode_describe_rule (void);

G_END_DECLS
