/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "np-memory-bar.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

/**
 * np_memory_map_list_regions:
 * @platform: whose memory
 * @recipe: (nullable): what goes where
 * @image_size: in bytes; 0 when there is no image
 *
 * Returns: (transfer full) (element-type NpMemoryRegion): by address, numbered from 1
 */
GArray *np_memory_map_list_regions (const NpPlatform *platform, const NpRecipe *recipe, gsize image_size);

/* A platform's memory: bars for its flash, its external flash and the factory data's range, and the same regions as a list. */
#define NP_TYPE_MEMORY_MAP (np_memory_map_get_type ())
G_DECLARE_FINAL_TYPE (NpMemoryMap, np_memory_map, NP, MEMORY_MAP, AdwBin)

void np_memory_map_set (NpMemoryMap *self, const NpPlatform *platform, const NpRecipe *recipe, gsize image_size); /* @platform (nullable) */

G_END_DECLS
