/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-field.h"

G_BEGIN_DECLS

/* Random values for the fields that take them. */

gboolean np_generate_is_for (NpTag tag);
GBytes *np_generate_value (NpTag tag, GError **error);

G_END_DECLS
