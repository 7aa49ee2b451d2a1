/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* Tells by notification what happens on a bench while nobody looks at its window: a board fails, one needs a hand, the round is over.
 *
 * signal "notice" (id, title, body): what is told, and under which name the next of its kind replaces it */
#define NP_TYPE_BENCH_NOTIFIER (np_bench_notifier_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchNotifier, np_bench_notifier, NP, BENCH_NOTIFIER, GObject)

/**
 * np_bench_notifier_new:
 * @widget: (unowned): in the window that shows the bench; must outlive the notifier
 */
NpBenchNotifier *np_bench_notifier_new (NpSession *session, GtkWidget *widget);

G_END_DECLS
