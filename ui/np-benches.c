/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-ui"

#include "config.h"

#include "np-benches.h"

#define DEFAULT_PLATFORM "stm32wba6"
#define END_SECONDS 5
#define PORTS_FILE_NAME "ports.ini" /* which probe has which number: of hardware the user's, of a simulated bench its own */

struct _NpBenches
{
  GObject parent_instance;

  GSettings *settings;
  GHashTable *benches; /* key → NpBench */
  guint n_alive;       /* those that others still use, too */
};

enum
{
  RENEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpBenches, np_benches, G_TYPE_OBJECT)

/* Names */

static const char *
get_simulated_folder (const char *name)
{
  return g_str_has_prefix (name, NP_BENCH_NAME_SIMULATED ":") ? name + strlen (NP_BENCH_NAME_SIMULATED ":") : NULL;
}

gboolean
np_benches_is_simulated_name (const char *name)
{
  return g_str_equal (name, NP_BENCH_NAME_SIMULATED) || get_simulated_folder (name) != NULL;
}

gboolean
np_benches_is_name (const char *name)
{
  const char *folder = get_simulated_folder (name);

  return g_str_equal (name, NP_BENCH_NAME_HARDWARE) || (np_benches_is_simulated_name (name) && (folder == NULL || *folder != '\0'));
}

/* "hardware", "simulated:FOLDER", "simulated stm32wba6": a space, so that no folder looks like it */
static char *
dup_key (const char *name, const char *platform)
{
  return g_str_equal (name, NP_BENCH_NAME_SIMULATED) ? g_strconcat (name, " ", platform, NULL) : g_strdup (name);
}

/* Making them */

static NpBench *
make_hardware (NpBenches *self)
{
  g_autofree char *programmer_folder = g_settings_get_string (self->settings, "programmer-folder");
  g_autofree char *ports_file = g_build_filename (g_get_user_state_dir (), "nameplate", PORTS_FILE_NAME, NULL);
  NpBench *bench = np_bench_new_hardware (*programmer_folder != '\0' ? programmer_folder : NULL);

  np_bench_set_ports_file (bench, ports_file);
  return bench;
}

static NpBench *
make_simulated (NpBenches *self, const char *folder, const char *platform, GError **error)
{
  g_autoptr(NpBenchFolder) bench_folder = NULL;
  g_autofree char *ports_file = NULL;
  NpBench *bench;

  if (folder != NULL)
    bench_folder = np_bench_folder_open (folder, error);
  else
    bench_folder = np_bench_folder_open_temporary (g_settings_get_uint (self->settings, "simulated-boards"), platform,
                                                   g_settings_get_double (self->settings, "simulated-speed"), error);
  if (bench_folder == NULL)
    return NULL;
  ports_file = g_build_filename (np_bench_folder_get_path (bench_folder), PORTS_FILE_NAME, NULL);
  bench = np_bench_new_simulated (bench_folder);
  np_bench_set_ports_file (bench, ports_file);
  return bench;
}

static void
gone_cb (gpointer user_data, GObject *bench)
{
  NpBenches *self = user_data;

  self->n_alive--;
  g_object_unref (self);
}

NpBench *
np_benches_get (NpBenches *self, const char *name, const NpPlatform *platform, GError **error)
{
  const char *platform_id = platform != NULL ? np_platform_get_id (platform) : DEFAULT_PLATFORM;
  g_autofree char *key = NULL;
  NpBench *bench;

  g_return_val_if_fail (NP_IS_BENCHES (self), NULL);
  g_return_val_if_fail (np_benches_is_name (name), NULL);

  key = dup_key (name, platform_id);
  bench = g_hash_table_lookup (self->benches, key);
  if (bench != NULL)
    return bench;
  bench = np_benches_is_simulated_name (name) ? make_simulated (self, get_simulated_folder (name), platform_id, error) : make_hardware (self);
  if (bench == NULL)
    return NULL;
  self->n_alive++;
  g_object_weak_ref (G_OBJECT (bench), gone_cb, g_object_ref (self));
  g_hash_table_insert (self->benches, g_steal_pointer (&key), bench);
  np_bench_set_timeout_factor (bench, g_settings_get_double (self->settings, "timeout-factor"));
  np_bench_start (bench);
  return bench;
}

/* Settings */

static void
renew_hardware (NpBenches *self)
{
  g_hash_table_remove (self->benches, NP_BENCH_NAME_HARDWARE);
  g_signal_emit (self, signals[RENEWED], 0, NP_BENCH_NAME_HARDWARE);
}

static gboolean
is_temporary (gpointer key, gpointer bench, gpointer user_data)
{
  return g_str_has_prefix (key, NP_BENCH_NAME_SIMULATED " ");
}

static void
renew_temporary (NpBenches *self)
{
  g_hash_table_foreach_remove (self->benches, is_temporary, NULL);
}

static void
set_timeout_factor (NpBenches *self)
{
  double factor = g_settings_get_double (self->settings, "timeout-factor");
  GHashTableIter iter;
  gpointer bench;

  g_hash_table_iter_init (&iter, self->benches);
  while (g_hash_table_iter_next (&iter, NULL, &bench))
    np_bench_set_timeout_factor (bench, factor);
}

/* The end */

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
stop (gpointer key, gpointer bench, gpointer user_data)
{
  np_bench_stop (bench);
}

/* A bench ends with the last programmer that was asking its boards: only then nothing uses a simulated bench's folder any more. */
void
np_benches_end (NpBenches *self)
{
  gboolean late = FALSE;
  guint timeout;

  g_return_if_fail (NP_IS_BENCHES (self));

  g_hash_table_foreach (self->benches, stop, NULL);
  g_hash_table_remove_all (self->benches);
  timeout = g_timeout_add_seconds (END_SECONDS, set_true_cb, &late);
  while (self->n_alive > 0 && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static void
np_benches_finalize (GObject *object)
{
  NpBenches *self = NP_BENCHES (object);

  g_hash_table_unref (self->benches);
  g_object_unref (self->settings);
  G_OBJECT_CLASS (np_benches_parent_class)->finalize (object);
}

static void
np_benches_class_init (NpBenchesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_benches_finalize;
  signals[RENEWED] = g_signal_new ("renewed", NP_TYPE_BENCHES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
np_benches_init (NpBenches *self)
{
  self->benches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

NpBenches *
np_benches_new (GSettings *settings)
{
  NpBenches *self = g_object_new (NP_TYPE_BENCHES, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::programmer-folder", G_CALLBACK (renew_hardware), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::simulated-boards", G_CALLBACK (renew_temporary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::simulated-speed", G_CALLBACK (renew_temporary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::timeout-factor", G_CALLBACK (set_timeout_factor), self, G_CONNECT_SWAPPED);
  return self;
}
