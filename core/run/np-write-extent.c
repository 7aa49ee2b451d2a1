/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-error.h"
#include "np-write-extent.h"

NpWriteExtent
np_write_extent_of_failure (NpProgrammerOutput *output, const GError *failure)
{
  NpMilestone seen = np_programmer_output_get_milestones (output);

  if (seen & NP_MILESTONE_DOWNLOADED)
    return NP_WRITE_EXTENT_ALL;
  if (seen & (NP_MILESTONE_ERASE_STARTED | NP_MILESTONE_DOWNLOAD_STARTED))
    return NP_WRITE_EXTENT_PARTLY;
  if (np_programmer_output_get_error (output) != NULL || g_error_matches (failure, NP_ERROR, NP_ERROR_TOOL_MISSING))
    return NP_WRITE_EXTENT_NONE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* only what hasn't begun can be cancelled */
    return NP_WRITE_EXTENT_NONE;
  return NP_WRITE_EXTENT_PARTLY;
}

/* Connecting alone holds the board in reset. A tool that died without a word may have come that far. */
gboolean
np_failure_may_have_restarted (NpProgrammerOutput *output, const GError *failure)
{
  if (failure == NULL || (np_programmer_output_get_milestones (output) & (NP_MILESTONE_CONNECTED | NP_MILESTONE_RESET)) != 0)
    return TRUE;
  return np_programmer_output_get_error (output) == NULL && !g_error_matches (failure, NP_ERROR, NP_ERROR_TOOL_MISSING) &&
         !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
