/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-sim-tool.h"

G_BEGIN_DECLS

/* What the programmer can do, each an option's NpSimActionFunc. */
gboolean np_sim_list (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_connect (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_erase (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_write (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_verify (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_upload (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_read_8 (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_read_16 (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_read_32 (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_option_bytes (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_read_unprotect (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_lock_rdp2 (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_unlock_rdp2 (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_software_reset (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_hardware_reset (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_run (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_halt (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_start (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_fus_start (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_fus_get_state (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_fus_upgrade (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_fus_delete (NpSimTool *tool, const NpSimAction *action);
gboolean np_sim_start_wireless_stack (NpSimTool *tool, const NpSimAction *action);

/* Erases @memory from @address on for @size bytes, whole pages, and says so. */
gboolean np_sim_erase_pages (NpSimTool *tool, const NpBenchMemory *memory, guint32 address, guint32 size);

/* All of the chip's own flash. */
gboolean np_sim_erase_chip (NpSimTool *tool);

/* Writes @segments: erases, programs in small pieces at the link's rate, says all of it. */
gboolean np_sim_program (NpSimTool *tool, GPtrArray *segments, const char *name);

/* Returns: whether @action only shows option bytes */
gboolean np_sim_option_bytes_only_shows (const NpSimAction *action);

/* Returns: whether @action raises the read-out protection */
gboolean np_sim_option_bytes_locks (const NpSimAction *action);

/* The option byte @name in any case gets @value. Returns: FALSE when there is none of that name, told */
gboolean np_sim_option_bytes_set (NpSimTool *tool, const char *name, guint32 value);

G_END_DECLS
