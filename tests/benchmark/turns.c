/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <time.h>

#include "turns.h"

static Turn turn_began, frame_began, frames_of_turn;
static Turns longest;
static double taken;

Turn
turns_get_now (void)
{
  struct timespec own;
  Turn now = { (double) g_get_monotonic_time () / 1000, 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &own);
  now.own = (double) own.tv_sec * 1000 + (double) own.tv_nsec / 1000000;
  return now;
}

static Turn
subtract (Turn a, Turn b)
{
  return (Turn) { a.wall - b.wall, a.own - b.own };
}

static void
keep_longest (Turn *kept, Turn turn)
{
  kept->wall = MAX (kept->wall, turn.wall);
  kept->own = MAX (kept->own, turn.own);
}

static int
timed_poll (GPollFD *fds, guint n_fds, int timeout)
{
  Turn turn = subtract (turns_get_now (), turn_began);
  int result;

  keep_longest (&longest.turn, turn);
  keep_longest (&longest.callbacks, subtract (turn, frames_of_turn));
  result = g_poll (fds, n_fds, timeout);
  frames_of_turn = (Turn) { 0, 0 };
  turn_began = turns_get_now ();
  return result;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  frame_began = turns_get_now ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Turn frame = subtract (turns_get_now (), frame_began);

  longest.n_frames++;
  keep_longest (&longest.frame, frame);
  frames_of_turn.wall += frame.wall;
  frames_of_turn.own += frame.own;
}

void
turns_measure (void)
{
  turn_began = turns_get_now ();
  g_main_context_set_poll_func (NULL, timed_poll);
}

void
turns_watch_frames (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
}

Turns
turns_take (void)
{
  Turns turns = longest;

  turns.seconds = (turns_get_now ().wall - taken) / 1000;
  longest = (Turns) { 0 };
  frames_of_turn = (Turn) { 0, 0 };
  turn_began = turns_get_now ();
  taken = turn_began.wall;
  return turns;
}

void
turns_print (const char *what, Turn turn, double target)
{
  g_print ("%-45s %7.2f ms (%7.2f ms by the clock), %.2f of %.0f ms\n", what, turn.own, turn.wall, turn.own / target, target);
}
