/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-bench-slot.h"
#include "np-error.h"
#include "np-identify.h"

/* A board that was replugged because its run asked for it is no other one, even when the run has ended before its return is seen. */
static void
state_changed_cb (NpBoard *board, GParamSpec *pspec, NpBenchSlot *self)
{
  NpBoardState state = np_board_get_state (board);

  if (self->awaited && state == NP_BOARD_STATE_BUSY)
    {
      self->away = FALSE;
      g_clear_pointer (&self->port_mark, g_free);
    }
  self->awaited = state == NP_BOARD_STATE_ACTION;
}

NpBenchSlot *
np_bench_slot_new (const char *probe_serial, guint number)
{
  NpBenchSlot *self = g_rc_box_new0 (NpBenchSlot);

  self->board = np_board_new (probe_serial, number);
  g_signal_connect (self->board, "notify::state", G_CALLBACK (state_changed_cb), self);
  return self;
}

NpBenchSlot *
np_bench_slot_ref (NpBenchSlot *self)
{
  return g_rc_box_acquire (self);
}

static void
slot_clear (gpointer slot)
{
  NpBenchSlot *self = slot;

  g_signal_handlers_disconnect_by_data (self->board, self);
  g_object_unref (self->board);
  g_free (self->port_mark);
}

void
np_bench_slot_unref (NpBenchSlot *self)
{
  g_rc_box_release_full (self, slot_clear);
}

static void
slot_set_block (NpBenchSlot *self, NpBlock block, const char *message)
{
  self->block = block;
  np_block_apply (block, self->board, message);
}

static void
slot_set_ready (NpBenchSlot *self)
{
  gboolean has_port = np_board_get_port (self->board) != NULL;

  self->block = NP_BLOCK_NONE;
  np_board_set_state (self->board, NP_BOARD_STATE_READY, has_port ? NULL : _("The probe has no serial port."),
                      has_port ? NULL : _("Boards can be reconfigured without one. To provision, check the USB cable."));
}

void
np_bench_slot_begin_check (NpBenchSlot *self)
{
  self->block = NP_BLOCK_NONE;
  self->check++;
  np_board_set_state (self->board, NP_BOARD_STATE_CHECK, NULL, NULL);
}

void
np_bench_slot_identified (NpBenchSlot *self, NpProgrammerOutput *output, const GError *error)
{
  g_autofree char *unique_id = NULL;
  g_autofree char *message = NULL;
  NpBlock block;

  if (output == NULL) /* only the lock was refused */
    {
      slot_set_block (self, g_error_matches (error, NP_ERROR, NP_ERROR_BUSY) ? NP_BLOCK_HELD : NP_BLOCK_FAILED, error->message);
      return;
    }
  unique_id = np_identify_dup_unique_id (output);
  np_board_set_target (self->board, np_programmer_output_get_target (output), unique_id,
                       np_programmer_output_get_protection (output));
  block = np_block_judge (output, error, &message);
  if (block == NP_BLOCK_NONE)
    slot_set_ready (self);
  else
    slot_set_block (self, block, message);
}

static gboolean
slot_waits (NpBenchSlot *self)
{
  NpBoardState state = np_board_get_state (self->board);

  return state == NP_BOARD_STATE_CHECK || state == NP_BOARD_STATE_READY || state == NP_BOARD_STATE_BLOCK;
}

void
np_bench_slot_clear (NpBenchSlot *self)
{
  self->block = NP_BLOCK_NONE;
  self->away = FALSE;
  np_board_set_probe (self->board, NULL, NULL);
  np_board_set_target (self->board, NULL, NULL, NULL);
  np_board_set_state (self->board, NP_BOARD_STATE_EMPTY, NULL, NULL);
}

void
np_bench_slot_set_gone (NpBenchSlot *self)
{
  if (np_board_is_running (self->board))
    self->away = TRUE; /* its run finds out by itself, and what it says is to be seen */
  else if (!self->away)
    np_bench_slot_clear (self);
  g_clear_pointer (&self->port_mark, g_free);
}

gboolean
np_bench_slot_is_free (NpBenchSlot *self)
{
  return np_board_get_state (self->board) == NP_BOARD_STATE_EMPTY || (self->away && !np_board_is_running (self->board));
}

/* What keeps the board from even being identified. */
static NpBlock
judge_sighting (const NpBenchSighting *sighting, char **message)
{
  if (sighting->duplicate)
    {
      *message = g_strdup_printf (_("Two probes have the serial number %s."), sighting->serial);
      return NP_BLOCK_DUPLICATE;
    }
  if (sighting->probe != NULL && sighting->probe->usable)
    return NP_BLOCK_NONE;
  if (sighting->probe != NULL && sighting->probe->firmware != NULL)
    {
      *message = g_strdup_printf (_("The probe can't be chosen by its serial number “%s”."), sighting->serial);
      return NP_BLOCK_UNNAMED;
    }
  if (np_probe_lock_is_held_elsewhere (sighting->serial))
    return NP_BLOCK_NONE; /* who has it is told by the lock */
  *message = g_strdup (_("The probe is busy or doesn't answer."));
  return NP_BLOCK_SILENT;
}

/* Those that the next sight takes back. */
static gboolean
block_was_of_sight (NpBlock block)
{
  return block == NP_BLOCK_DUPLICATE || block == NP_BLOCK_UNNAMED || np_block_may_pass (block);
}

static void
slot_update_probe (NpBenchSlot *self, const NpBenchSighting *sighting)
{
  NpProbeInfo only_serial = { .serial = (char *) sighting->serial };

  np_board_set_probe (self->board, sighting->probe != NULL ? sighting->probe : &only_serial, sighting->port);
}

/* A board that is plugged in anew while a run waits for it may come back on another port. */
static void
slot_update_port (NpBenchSlot *self, const NpBenchSighting *sighting)
{
  const NpProbeInfo unchanged = {
    .serial = (char *) np_board_get_probe_serial (self->board),
    .firmware = (char *) np_board_get_probe_firmware (self->board),
    .board_name = (char *) np_board_get_board_name (self->board),
  };

  if (sighting->port != NULL)
    np_board_set_probe (self->board, &unchanged, sighting->port);
}

gboolean
np_bench_slot_see (NpBenchSlot *self, const NpBenchSighting *sighting, gboolean afresh)
{
  g_autofree char *old_mark = g_steal_pointer (&self->port_mark);
  g_autofree char *message = NULL;
  gboolean is_new = np_bench_slot_is_free (self);
  NpBlock block;

  self->port_mark = sighting->port != NULL ? np_bench_mark_port (sighting->port) : NULL;
  if (np_board_is_running (self->board))
    {
      self->away = FALSE;
      slot_update_port (self, sighting);
      return FALSE;
    }
  /* Plugged out and in between two looks. */
  is_new |= old_mark != NULL && self->port_mark != NULL && strcmp (old_mark, self->port_mark) != 0;
  if (is_new)
    np_bench_slot_clear (self);
  else if (!slot_waits (self) || self->identifying)
    return FALSE; /* what its last run or the identification says counts */
  block = judge_sighting (sighting, &message);
  if (block == NP_BLOCK_SILENT && !is_new && self->used)
    return TRUE;

  slot_update_probe (self, sighting);
  if (block != NP_BLOCK_NONE)
    slot_set_block (self, block, message);
  else if (is_new || afresh || block_was_of_sight (self->block))
    np_bench_slot_begin_check (self);
  else if (np_board_get_state (self->board) == NP_BOARD_STATE_READY)
    slot_set_ready (self); /* its port may have come or gone */
  return FALSE;
}

gboolean
np_bench_slot_look (NpBenchSlot *self, gboolean retry)
{
  gboolean ready = np_board_get_state (self->board) == NP_BOARD_STATE_READY;
  gboolean was_running = self->running;

  /* Another Nameplate, or a programmer that was left over, may take a probe and let go of it at any time. Identifying the
   * board tells who it is. */
  if ((ready || self->block == NP_BLOCK_HELD) && np_probe_lock_is_held_elsewhere (np_board_get_probe_serial (self->board)) == ready)
    np_bench_slot_begin_check (self);

  self->running = np_board_is_running (self->board);
  if (was_running && !self->running && np_board_get_port (self->board) == NULL)
    return TRUE; /* see np_bench_slot_may_hide () */
  return retry && np_block_may_pass (self->block);
}

void
np_bench_slot_ask (NpBenchSlot *self)
{
  self->used = self->identifying || np_board_is_running (self->board);
}

/* A board that a program works with and that has no port to be known by may be listed under any name. */
gboolean
np_bench_slot_may_hide (NpBenchSlot *self)
{
  return np_board_get_port (self->board) == NULL && (self->used || np_board_is_running (self->board));
}
