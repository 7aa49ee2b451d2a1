/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* Starts a session's boards, once what has to be confirmed was: at the press of a button, or as they are plugged in.
 *
 * properties: auto-start (boolean): setting it may ask first, or be refused with the reason; off when the session begins */
#define NP_TYPE_BENCH_START (np_bench_start_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchStart, np_bench_start, NP, BENCH_START, GObject)

/* @widget: whose window the questions are asked over */
NpBenchStart *np_bench_start_new (NpSession *session, GtkWidget *widget);

void np_bench_start_run (NpBenchStart *self, GPtrArray *boards); /* (element-type NpBoard) */
void np_bench_start_run_again (NpBenchStart *self, NpBoard *board); /* that has passed before: asks whether that is wanted */

gboolean np_bench_start_get_auto_start (NpBenchStart *self);
void np_bench_start_set_auto_start (NpBenchStart *self, gboolean auto_start);

/* Returns: (transfer full): what a stop leaves to be done, and what it spares */
char *np_bench_start_dup_stop_text (NpSession *session);

G_END_DECLS
