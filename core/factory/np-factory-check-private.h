/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-factory-data.h"

G_BEGIN_DECLS

gboolean np_factory_check (NpFactoryData *data, GHashTable *places, GPtrArray *problems);

G_END_DECLS
