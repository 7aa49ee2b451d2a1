/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-programmer-output.h"

G_BEGIN_DECLS

/**
 * NpWriteExtent:
 * @NP_WRITE_EXTENT_NONE: the board is as it was
 * @NP_WRITE_EXTENT_PARTLY: it may have begun
 * @NP_WRITE_EXTENT_ALL: everything was downloaded
 */
typedef enum
{
  NP_WRITE_EXTENT_NONE,
  NP_WRITE_EXTENT_PARTLY,
  NP_WRITE_EXTENT_ALL,
} NpWriteExtent;

/**
 * np_write_extent_of_failure:
 * @output: what the tool said
 * @failure: how its call ended
 *
 * How far a write came that has failed, and never better than it may be: a tool that ended without a word about its failure (killed,
 * crashed, out of time) may have begun to erase, and what it had to say about that may have died with it.
 */
NpWriteExtent np_write_extent_of_failure (NpProgrammerOutput *output, const GError *failure);

/**
 * np_failure_may_have_restarted:
 * @failure: (nullable): why a call that was to restart the board failed
 *
 * Returns: whether the board may have been restarted, so that its firmware has begun to work
 */
gboolean np_failure_may_have_restarted (NpProgrammerOutput *output, const GError *failure);

G_END_DECLS
