/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "np-tools.h"

G_BEGIN_DECLS

/* Where STM32CubeProgrammer is, whether it works, and the loaders that it has.
 *
 * property: tools (read-only)
 * actions: programmer.choose, programmer.reset, programmer.test */
#define NP_TYPE_PROGRAMMER_GROUP (np_programmer_group_get_type ())
G_DECLARE_FINAL_TYPE (NpProgrammerGroup, np_programmer_group, NP, PROGRAMMER_GROUP, AdwPreferencesGroup)

G_END_DECLS
