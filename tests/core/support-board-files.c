/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "factory/np-problem.h"
#include "support-board-files.h"

#define MAX_DATA_SIZE 16384u
#define FIRST_CHUNK 1024u /* the simulated programmer writes in pieces of this size */
#define INSTALLED_STACK "0x01110000" /* the version that every upgrade of a simulated coprocessor has */

/* How much of something is there; a set of them is what may be there. */
typedef enum
{
  NONE = 1 << 0,
  PART = 1 << 1,
  WHOLE = 1 << 2,
  WRONG = 1 << 3, /* a second key, or one where none may be: never right */
  SOME = PART | WHOLE,
  ANY = NONE | PART | WHOLE,
} State;

typedef enum
{
  FIRMWARE,     /* for provisioning; the application may take its place */
  DATA,         /* what was planned, tag by tag */
  CERTIFICATES, /* DAC, PAI and public key, which the board adds */
  KEY,          /* the private key, where the recipe has it: among the data, or in a key store */
  APPLICATION,
  STACK,        /* the coprocessor's */
  OPTIONS,      /* the option bytes that its upgrade needs: whole when they are as before it */
  LOCK,         /* the option byte RDP */
  N_ITEMS,
} Item;

static const char *const item_names[N_ITEMS] = { "firmware", "data", "certificates", "key", "application", "stack", "options", "lock" };

/* By NpBoardChange: what must be on the board, in the order of the items. */
static const struct
{
  const char *change;
  guint allowed[N_ITEMS];
} meanings[] = {
  { "nothing-written", { NONE, NONE, NONE, NONE, NONE, NONE, WHOLE, NONE } },
  { "partly-erased", { ANY, NONE, NONE, NONE, NONE, NONE, WHOLE, NONE } }, /* it was blank before */
  { "erased", { NONE, NONE, NONE, NONE, NONE, NONE, WHOLE, NONE } },
  { "wireless-firmware-partly-written", { ANY, NONE, NONE, NONE, NONE, ANY, ANY, NONE } }, /* the upgrade's operator lies where firmware goes */
  { "option-bytes-not-restored", { PART, NONE, NONE, NONE, NONE, WHOLE, NONE, NONE } },
  { "wireless-firmware-written", { PART, NONE, NONE, NONE, NONE, WHOLE, WHOLE, NONE } },
  { "firmware-partly-written", { ANY, NONE, NONE, NONE, NONE, WHOLE, WHOLE, NONE } },
  { "firmware-written", { WHOLE, NONE, NONE, NONE, NONE, WHOLE, WHOLE, NONE } },
  { "partly-written", { WHOLE, SOME, NONE, NONE, NONE, WHOLE, WHOLE, NONE } },
  { "written-not-verified", { WHOLE, WHOLE, NONE, NONE, NONE, WHOLE, WHOLE, NONE } },
  { "key-unknown", { WHOLE, ANY, ANY, ANY, NONE, WHOLE, WHOLE, NONE } }, /* power may go while the board writes its range anew */
  { "key-stored", { WHOLE, WHOLE, WHOLE, WHOLE, NONE, WHOLE, WHOLE, NONE } },
  { "provisioned", { WHOLE, WHOLE, WHOLE, WHOLE, NONE, WHOLE, WHOLE, NONE } },
  { "application-partly-written", { ANY, WHOLE, WHOLE, WHOLE, ANY, WHOLE, WHOLE, NONE } },
  { "written-and-verified", { ANY, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, NONE } },
  { "lock-unknown", { ANY, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, ANY } },
  { "locked", { ANY, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE } },
};

typedef struct
{
  TestProvision *provision;
  const NpRecipe *recipe;
  const char *path;  /* the bench's */
  const char *probe; /* the board's */
  NpFactoryData *planned;
  JsonObject *board;
} Look;

/* --- Flash ------------------------------------------------------------------------ */

static GBytes *
read_flash (const Look *look, guint32 address, gsize size)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = np_bench_folder_read_flash (look->path, look->probe, address, size, &error);

  g_assert_no_error (error);
  return bytes;
}

static gboolean
is_erased (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    if (data[i] != 0xFF)
      return FALSE;
  return TRUE;
}

static GBytes *
load_file (const Look *look, const char *name)
{
  g_autofree char *path = np_recipe_resolve_path (look->recipe, name);
  char *contents;
  gsize length;

  return g_file_get_contents (path, &contents, &length, NULL) ? g_bytes_new_take (contents, length) : NULL;
}

static guint
judge_file (const Look *look, GBytes *file, guint32 address)
{
  g_autoptr(GBytes) found = read_flash (look, address, g_bytes_get_size (file));

  if (g_bytes_equal (found, file))
    return WHOLE;
  return is_erased (found) ? NONE : PART;
}

static guint32
get_primary_slot (const Look *look)
{
  NpBenchSlots slots;

  g_assert_true (np_bench_folder_get_slots (np_platform_get_id (look->recipe->platform), look->recipe->security, &slots, NULL));
  return slots.primary;
}

static guint
judge_firmware (const Look *look)
{
  g_autofree char *installed = look->recipe->security > 0 ? g_build_filename (look->recipe->scripts_folder, "Binary", "provisioning_signed.bin", NULL) : NULL;
  g_autoptr(GBytes) file = load_file (look, installed != NULL ? installed : look->recipe->provisioning_firmware);

  g_assert_nonnull (file);
  return judge_file (look, file, installed != NULL ? get_primary_slot (look) : look->recipe->application_address);
}

/* Where something else lies, none of it is there. */
static guint
judge_application_at (const Look *look, GBytes *file, guint32 address)
{
  gsize chunk = MIN (g_bytes_get_size (file), FIRST_CHUNK);
  g_autoptr(GBytes) found = read_flash (look, address, chunk);
  guint state = judge_file (look, file, address);

  return state != PART || memcmp (g_bytes_get_data (found, NULL), g_bytes_get_data (file, NULL), chunk) == 0 ? state : NONE;
}

/* A boot loader moves it. */
static guint
judge_application (const Look *look)
{
  g_autoptr(GBytes) file = load_file (look, look->recipe->application_firmware);

  g_assert_nonnull (file);
  if (look->recipe->security > 0 && judge_application_at (look, file, get_primary_slot (look)) == WHOLE)
    return WHOLE;
  return judge_application_at (look, file, look->recipe->application_address);
}

/* --- Factory data and keys ----------------------------------------------------------- */

static NpFactoryData *
read_data (const Look *look, guint *state)
{
  g_autoptr(GBytes) bytes = read_flash (look, look->recipe->factory_data_address, MAX_DATA_SIZE);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpImage) image = is_erased (bytes) ? NULL : np_image_decode (bytes, problems, NULL);

  *state = is_erased (bytes) ? NONE : PART;
  return image != NULL ? g_object_ref (np_image_get_data (image)) : NULL;
}

static gboolean
holds_all_planned (const Look *look, NpFactoryData *found)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *planned = np_factory_data_get_bytes (look->planned, fields[i].tag);
      GBytes *actual = np_factory_data_get_bytes (found, fields[i].tag);

      if (planned != NULL && (actual == NULL || !g_bytes_equal (planned, actual)))
        return FALSE;
    }
  return TRUE;
}

static guint
judge_certificates (NpFactoryData *found)
{
  static const NpTag tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PUB_KEY };
  guint n = 0;

  for (guint i = 0; found != NULL && i < G_N_ELEMENTS (tags); i++)
    n += np_factory_data_has (found, tags[i]);
  return n == 0 ? NONE : n < G_N_ELEMENTS (tags) ? PART : WHOLE;
}

static guint
count_stored_keys (const Look *look)
{
  g_autoptr(GPtrArray) boards = np_bench_folder_list_boards (look->path, NULL);

  for (guint i = 0; i < boards->len; i++)
    {
      const NpBenchBoardInfo *info = boards->pdata[i];

      if (g_str_equal (info->serial, look->probe))
        return info->n_stored_keys;
    }
  g_assert_not_reached ();
}

static guint
judge_key (const Look *look, NpFactoryData *found)
{
  gboolean has_store = look->recipe->mode == NP_PROVISIONING_MODE_PRODUCTION || look->recipe->security == 2;
  gboolean in_flash = found != NULL && np_factory_data_has (found, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  guint stored = count_stored_keys (look);

  if (stored > (has_store ? 1 : 0) || (in_flash && has_store))
    return WRONG;
  return stored > 0 || in_flash ? WHOLE : NONE;
}

/* --- Option bytes and coprocessor ------------------------------------------------------ */

static guint
get_option_byte (const Look *look, const char *name)
{
  JsonObject *options = json_object_get_object_member (look->board, "optionBytes");

  return strtoul (json_object_get_string_member (options, name), NULL, 16);
}

static guint
judge_lock (const Look *look)
{
  guint level = look->recipe->lock == NP_BOARD_LOCK_RDP2 ? 2 : 1;
  guint found = get_option_byte (look, "RDP");

  if (found == 0xAA)
    return NONE;
  return found == np_platform_get_lock_value (look->recipe->platform, level) ? WHOLE : WRONG;
}

static guint
judge_stack (const Look *look)
{
  JsonObject *coprocessor = json_object_get_object_member (look->board, "coprocessor");
  g_autoptr(GBytes) flash = read_flash (look, 0x08000000, 0x100000);

  if (g_str_equal (json_object_get_string_member (coprocessor, "stackVersion"), INSTALLED_STACK))
    return WHOLE;
  return is_erased (flash) ? NONE : PART;
}

static JsonObject *
load_board (const Look *look)
{
  g_autofree char *path = g_build_filename (look->path, "boards", look->probe, "board.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

/* --- All of it ------------------------------------------------------------------------- */

static void
look_at_board (const Look *look, guint *found)
{
  g_autoptr(NpFactoryData) data = read_data (look, &found[DATA]);

  if (data != NULL && holds_all_planned (look, data))
    found[DATA] = WHOLE;
  found[FIRMWARE] = judge_firmware (look);
  found[CERTIFICATES] = judge_certificates (data);
  found[KEY] = judge_key (look, data);
  found[APPLICATION] = judge_application (look);
  found[LOCK] = judge_lock (look);
  if (look->recipe->coprocessor_firmware == NULL)
    return;
  found[STACK] = judge_stack (look);
  found[OPTIONS] = get_option_byte (look, "nSWBOOT0") == 1 ? WHOLE : NONE;
}

static const char *
state_to_string (guint state)
{
  return state == NONE ? "none" : state == PART ? "part" : state == WHOLE ? "whole" : "wrong";
}

static void
apply_exceptions (const char *exceptions, guint *allowed)
{
  g_auto(GStrv) words = g_strsplit (exceptions, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_auto(GStrv) parts = g_strsplit (words[i], "=", 2);
      guint item = 0;

      while (!g_str_equal (item_names[item], parts[0]))
        g_assert_cmpuint (++item, <, N_ITEMS);
      for (guint state = NONE; state <= WRONG; state <<= 1)
        if (g_str_equal (state_to_string (state), parts[1]))
          allowed[item] = state;
    }
}

static gboolean
compare (const guint *found, const guint *allowed, gboolean has_coprocessor, GString *text)
{
  gboolean right = TRUE;

  for (guint i = 0; i < N_ITEMS; i++)
    {
      gboolean fits = (found[i] & allowed[i]) != 0;

      if (!has_coprocessor && (i == STACK || i == OPTIONS))
        continue;
      g_string_append_printf (text, "%s%s=%s%s", text->len > 0 ? " " : "", item_names[i], state_to_string (found[i]), fits ? "" : " (!)");
      right = right && fits;
    }
  return right;
}

gboolean
test_board_files_match (TestProvision *self, guint index, const char *change, const char *exceptions, char **found)
{
  NpBoard *board = test_bench_get_board (&self->bench, index);
  NpPlan *plan = np_run_get_plan (np_session_get_run (self->bench.session, board));
  Look look = { self, np_plan_get_recipe (plan), np_bench_folder_get_path (self->bench.folder), np_board_get_probe_serial (board),
                np_image_get_data (np_plan_get_image (plan)), NULL };
  GString *text = g_string_new (NULL);
  guint states[N_ITEMS] = { 0 };
  guint allowed[N_ITEMS];
  guint meaning = 0;
  gboolean right;

  while (!g_str_equal (meanings[meaning].change, change))
    g_assert_cmpuint (++meaning, <, G_N_ELEMENTS (meanings));
  memcpy (allowed, meanings[meaning].allowed, sizeof allowed);
  apply_exceptions (exceptions, allowed);
  look.board = load_board (&look);
  look_at_board (&look, states);
  json_object_unref (look.board);
  right = compare (states, allowed, look.recipe->coprocessor_firmware != NULL, text);
  *found = g_string_free (text, FALSE);
  return right;
}
