/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The right to use one probe, between processes: a lock on a file in the runtime folder that belongs to the open file (not to the
 * process), so that every programmer started for the probe inherits it. A programmer left over from a killed program keeps it. */
typedef struct _NpProbeLock NpProbeLock;

/**
 * np_probe_lock_acquire:
 * @probe_serial: the probe's serial number
 * @error: %NP_ERROR_BUSY when someone has it; the message says which process, if it is known
 *
 * Never waits.
 */
NpProbeLock *np_probe_lock_acquire (const char *probe_serial, GError **error);
NpProbeLock *np_probe_lock_ref (NpProbeLock *self);
void np_probe_lock_unref (NpProbeLock *self);

int np_probe_lock_get_fd (NpProbeLock *self);

/* Whether somebody (this process too) has the lock; takes nothing. */
gboolean np_probe_lock_is_held (const char *probe_serial);
gboolean np_probe_lock_is_held_elsewhere (const char *probe_serial); /* not counting this process */

/* Around each start of a program in a thread: between fork and exec it has a copy of everything that is open, locks that are being given back
 * too. Whoever is refused a lock that seems to be this process's own waits for the end of such a start. */
void np_probe_lock_begin_start (void);
void np_probe_lock_end_start (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpProbeLock, np_probe_lock_unref)

G_END_DECLS
