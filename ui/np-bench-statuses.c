/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtk/gtk.h>

#include "np-bench-statuses.h"

#define GROWTH 2 /* boards that appear between two frames: making a card or a row takes a few milliseconds */

struct _NpBenchStatuses
{
  GObject parent_instance;

  NpSession *session;
  GHashTable *known; /* NpBoard → NpBoardStatus */
  GListStore *all;
  GListStore *shown; /* the first of them: with a slice of the list, views would make anew all that follow a change */
  guint growing;
};

G_DEFINE_FINAL_TYPE (NpBenchStatuses, np_bench_statuses, G_TYPE_OBJECT)

static guint
count_shown (NpBenchStatuses *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}

static void
show_one (NpBenchStatuses *self, guint position)
{
  g_autoptr(NpBoardStatus) status = g_list_model_get_item (G_LIST_MODEL (self->all), position);

  g_list_store_insert (self->shown, position, status);
}

static gboolean
grow_cb (gpointer user_data)
{
  NpBenchStatuses *self = user_data;
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (self->all));

  for (guint i = 0; i < GROWTH && count_shown (self) < n_boards; i++)
    show_one (self, count_shown (self));
  if (count_shown (self) < n_boards)
    return G_SOURCE_CONTINUE;
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

/* After the frame that is due: drawing goes first. */
static void
grow (NpBenchStatuses *self)
{
  if (self->growing == 0)
    self->growing = g_idle_add_full (GDK_PRIORITY_REDRAW + 5, grow_cb, self, NULL);
}

/* What only moves stays to be seen; what is new waits for its turn, unless it stands before something that is shown. */
static void
add (NpBenchStatuses *self, NpBoard *board, guint position)
{
  NpBoardStatus *status = g_hash_table_lookup (self->known, board);
  gboolean is_known = status != NULL;

  if (!is_known)
    {
      status = np_board_status_new (board, self->session);
      g_hash_table_insert (self->known, g_object_ref (board), status);
    }
  g_list_store_insert (self->all, position, status);
  if (position < count_shown (self) || (is_known && position == count_shown (self)))
    g_list_store_insert (self->shown, position, status);
}

static void
changed_cb (NpBenchStatuses *self, guint position, guint removed, guint added, GListModel *bench)
{
  guint n_shown = count_shown (self);

  g_list_store_splice (self->all, position, removed, NULL, 0);
  if (position < n_shown)
    g_list_store_splice (self->shown, position, MIN (removed, n_shown - position), NULL, 0);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (bench, i);

      add (self, board, i);
    }
  grow (self);
}

static void
np_bench_statuses_finalize (GObject *object)
{
  NpBenchStatuses *self = NP_BENCH_STATUSES (object);

  g_clear_handle_id (&self->growing, g_source_remove);
  g_object_unref (self->shown);
  g_object_unref (self->all);
  g_hash_table_unref (self->known);
  g_object_unref (self->session);
  G_OBJECT_CLASS (np_bench_statuses_parent_class)->finalize (object);
}

static void
np_bench_statuses_class_init (NpBenchStatusesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_bench_statuses_finalize;
}

static void
np_bench_statuses_init (NpBenchStatuses *self)
{
  self->known = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->all = g_list_store_new (NP_TYPE_BOARD_STATUS);
  self->shown = g_list_store_new (NP_TYPE_BOARD_STATUS);
}

NpBenchStatuses *
np_bench_statuses_new (NpSession *session)
{
  NpBenchStatuses *self;
  GListModel *bench;

  g_return_val_if_fail (NP_IS_SESSION (session), NULL);

  self = g_object_new (NP_TYPE_BENCH_STATUSES, NULL);
  self->session = g_object_ref (session);
  bench = G_LIST_MODEL (np_session_get_bench (session));
  g_signal_connect_object (bench, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self, 0, 0, g_list_model_get_n_items (bench), bench);
  return self;
}

GListModel *
np_bench_statuses_get_all (NpBenchStatuses *self)
{
  g_return_val_if_fail (NP_IS_BENCH_STATUSES (self), NULL);
  return G_LIST_MODEL (self->all);
}

GListModel *
np_bench_statuses_get_shown (NpBenchStatuses *self)
{
  g_return_val_if_fail (NP_IS_BENCH_STATUSES (self), NULL);
  return G_LIST_MODEL (self->shown);
}

void
np_bench_statuses_restart (NpBenchStatuses *self)
{
  g_return_if_fail (NP_IS_BENCH_STATUSES (self));

  g_list_store_remove_all (self->shown);
  grow (self);
}
