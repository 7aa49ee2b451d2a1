/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-ui"

#include "config.h"

#include "np-start-log.h"

static void
drawn_cb (GdkFrameClock *clock, gpointer window)
{
  g_signal_handlers_disconnect_by_func (clock, drawn_cb, window);
  g_debug ("first frame of the window");
}

static void
settled_cb (NpBench *bench, GParamSpec *pspec, gpointer window)
{
  if (!np_bench_is_settled (bench))
    return;
  g_signal_handlers_disconnect_by_func (bench, settled_cb, window);
  g_debug ("the bench is settled: it has looked at %u boards", g_list_model_get_n_items (G_LIST_MODEL (bench)));
}

void
np_start_log_follow (NpWindow *window)
{
  NpSession *session;

  g_return_if_fail (NP_IS_WINDOW (window));

  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (drawn_cb), window, G_CONNECT_AFTER);
  session = np_window_get_session (window);
  if (session != NULL)
    g_signal_connect_object (np_session_get_bench (session), "notify::settled", G_CALLBACK (settled_cb), window, 0);
}
