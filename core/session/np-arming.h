/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-session.h"
#include "run/np-confirmation.h"

G_BEGIN_DECLS

/* What a person has confirmed for a session, and what has still to be. It lives as long as the session and is never saved: a project that
 * is opened anew asks anew.
 *
 * What is confirmed once holds for a batch: for the units that the project plans, or the boards that it was confirmed for where it plans
 * none; and only as long as the plan stays the same. On a simulated bench nothing is asked, unless that is practised. */
typedef struct _NpArming NpArming;

NpArming *np_arming_new (NpSession *session);
void np_arming_free (NpArming *self);

/* Asks on a simulated bench, too, as on real boards. */
void np_arming_set_practising (NpArming *self, gboolean practising);

/**
 * np_arming_ask:
 * @boards: (element-type NpBoard): that are to be started; none means each that will be plugged in: that is always asked
 *
 * Returns: (transfer full) (nullable): what has to be confirmed first; %NULL when nothing has
 */
NpConfirmation *np_arming_ask (NpArming *self, GPtrArray *boards);

/**
 * np_arming_accept:
 * @confirmation: the latest that np_arming_ask () gave
 * @n_boards: the boards that it was given for
 *
 * Returns: whether it holds; %FALSE when the project's plan has changed since it was asked for: it has to be asked for anew
 */
gboolean np_arming_accept (NpArming *self, const NpConfirmation *confirmation, guint n_boards);

/* How many boards can still be started on what was confirmed. */
guint np_arming_get_left (NpArming *self);

/* They are started: those of a batch count. */
void np_arming_use (NpArming *self, guint n_boards);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpArming, np_arming_free)

G_END_DECLS
