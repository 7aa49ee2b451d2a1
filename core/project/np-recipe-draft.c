/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"


#include "check/np-check.h"
#include "np-recipe-draft.h"

struct _NpRecipeDraft
{
  GObject parent_instance;

  NpFactoryData *data;
  GPtrArray *loaders;
  NpRecipe *answers;  /* all that was entered */
  GHashTable *typed;  /* NpRecipeEntry → text that isn't a value, or one that is written otherwise */
  NpRecipe *original; /* what the answers gave at first */

  /* What they give */
  NpRecipe *recipe;
  NpRecipeFacts *facts;
  GPtrArray *problems;
  NpPlan *plan;
  GError *obstacle;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpRecipeDraft, np_recipe_draft, G_TYPE_OBJECT)

/* Problems that name no entry of their own */
static const struct
{
  const char *code;
  const char *key;
} places[] = {
  { "recipe-platform", "platform" },
  { "recipe-address", "factoryDataAddress" },
  { "image-range", "factoryDataAddress" },
  { "image-alignment", "factoryDataAddress" },
  { "image-range-open", "factoryDataAddress" },
  { "recipe-firmware-undeclared", "testFirmware" },
};

/* What the answers give */

static gboolean
is_path (const NpRecipeEntry *entry)
{
  return entry->kind == NP_RECIPE_ENTRY_FILE || entry->kind == NP_RECIPE_ENTRY_FOLDER;
}

/* Returns: (transfer full): from the project's folder if it lies there, so that the folder can be copied to another computer */
static char *
shorten_path (const NpRecipe *recipe, const char *path)
{
  g_autofree char *folder = recipe->folder != NULL ? g_canonicalize_filename (recipe->folder, NULL) : NULL;
  g_autofree char *whole = g_path_is_absolute (path) ? g_canonicalize_filename (path, NULL) : NULL;

  if (folder == NULL || whole == NULL || !g_str_has_prefix (whole, folder) || whole[strlen (folder)] != G_DIR_SEPARATOR)
    return g_strdup (path);
  return g_strdup (whole + strlen (folder) + 1);
}

static NpRecipe *
make_recipe (NpRecipeDraft *self)
{
  NpRecipe *recipe = np_recipe_copy (self->answers);
  guint n_entries;
  const NpRecipeEntry *entries = np_recipe_entry_get_all (&n_entries);

  np_recipe_drop_unused (recipe);
  for (guint i = 0; i < n_entries; i++)
    if (is_path (&entries[i]))
      {
        g_autofree char *path = np_recipe_entry_dup_text (&entries[i], recipe);
        g_autofree char *shorter = shorten_path (recipe, path);

        np_recipe_entry_set_text (&entries[i], recipe, shorter, NULL); /* any text is a path */
      }
  return recipe;
}

static gboolean
is_value (NpRecipeDraft *self, const NpRecipeEntry *entry, const char *text, GError **error)
{
  g_autoptr(NpRecipe) scratch = np_recipe_copy (self->answers);

  return np_recipe_entry_set_text (entry, scratch, text, error);
}

/* Whether what is typed for an entry isn't a value. */
static gboolean
is_half_typed (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  const char *text = g_hash_table_lookup (self->typed, entry);

  return text != NULL && !is_value (self, entry, text, NULL);
}

/* Of the factory data only what keeps this recipe from being carried out. What is found of an entry's former value is none of the new one's. */
static void
take_problems (NpRecipeDraft *self, GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      const NpProblem *problem = found->pdata[i];
      const NpRecipeEntry *entry = np_recipe_draft_find_entry (problem);

      if (entry != NULL ? !is_half_typed (self, entry) : problem->tag == NP_TAG_NONE || problem->severity == NP_SEVERITY_ERROR)
        g_ptr_array_add (self->problems, np_problem_copy (problem));
    }
}

static void
add_typed_problems (NpRecipeDraft *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer text;

  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      const NpRecipeEntry *entry = key;
      g_autoptr(GError) error = NULL;

      if (entry->applies (self->recipe) && !is_value (self, entry, text, &error))
        np_problem_list_add (self->problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "entry-invalid", entry->key, g_strdup (error->message), NULL, NULL);
    }
}

static void
update (NpRecipeDraft *self)
{
  g_autoptr(GPtrArray) found = np_problem_list_new ();
  g_autoptr(NpImage) image = NULL;

  g_clear_pointer (&self->recipe, np_recipe_free);
  g_clear_pointer (&self->facts, np_recipe_facts_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->plan, np_plan_unref);
  g_clear_error (&self->obstacle);

  self->recipe = make_recipe (self);
  self->facts = np_recipe_facts_read (self->recipe, self->loaders);
  self->problems = np_problem_list_new ();
  image = np_image_encode (self->data, &self->obstacle);
  add_typed_problems (self);
  np_check_fields (self->data, self->recipe, found);
  np_check_recipe_files (self->recipe, self->facts, image != NULL ? g_bytes_get_size (np_image_get_bytes (image)) : 0, found);
  take_problems (self, found);
  if (image != NULL)
    self->plan = np_plan_new (self->recipe, image, self->facts, &self->obstacle);
}

static void
change (NpRecipeDraft *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const NpRecipe *
np_recipe_draft_get_recipe (NpRecipeDraft *self)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), NULL);

  return self->recipe;
}

static char *
recipe_to_text (const NpRecipe *recipe)
{
  g_autoptr(JsonObject) object = np_recipe_to_json (recipe);
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

gboolean
np_recipe_draft_is_changed (NpRecipeDraft *self)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), FALSE);

  before = recipe_to_text (self->original);
  after = recipe_to_text (self->recipe);
  return !g_str_equal (before, after) || !np_recipe_draft_is_complete (self);
}

gboolean
np_recipe_draft_is_complete (NpRecipeDraft *self)
{
  GHashTableIter iter;
  gpointer entry;

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), FALSE);

  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    if (((const NpRecipeEntry *) entry)->applies (self->recipe) && is_half_typed (self, entry))
      return FALSE;
  return TRUE;
}

GPtrArray *
np_recipe_draft_get_problems (NpRecipeDraft *self)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), NULL);

  return self->problems;
}

NpPlan *
np_recipe_draft_get_plan (NpRecipeDraft *self)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), NULL);

  return self->plan;
}

const char *
np_recipe_draft_get_obstacle (NpRecipeDraft *self)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), NULL);

  return self->obstacle != NULL ? self->obstacle->message : NULL;
}

const char *
np_recipe_draft_get_firmware_digest (NpRecipeDraft *self)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), NULL);

  return self->facts->files[NP_RECIPE_FILE_PROVISIONING_FIRMWARE].sha256;
}

/* Entries */

/* A choice of one needs no asking. */
gboolean
np_recipe_draft_asks (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  g_autoptr(GArray) choices = NULL;

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self) && entry != NULL, FALSE);

  if (!entry->applies (self->answers) || entry->kind != NP_RECIPE_ENTRY_CHOICE)
    return entry->applies (self->answers);
  choices = np_recipe_entry_list_choices (entry, self->answers);
  return choices->len > 1
         || (choices->len == 1 && g_array_index (choices, NpRecipeChoice, 0).value != np_recipe_entry_get_choice (entry, self->answers));
}

gboolean
np_recipe_draft_has_page (NpRecipeDraft *self, NpRecipePage page)
{
  guint n_entries;
  const NpRecipeEntry *entries = np_recipe_entry_get_all (&n_entries);

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), FALSE);

  for (guint i = 0; i < n_entries; i++)
    if (entries[i].page == page && np_recipe_draft_asks (self, &entries[i]))
      return TRUE;
  return FALSE;
}

const NpRecipeEntry *
np_recipe_draft_find_entry (const NpProblem *problem)
{
  g_return_val_if_fail (problem != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].code, problem->code))
      return np_recipe_entry_find (places[i].key);
  return problem->tag == NP_TAG_NONE ? np_recipe_entry_find (problem->where) : NULL;
}

GPtrArray *
np_recipe_draft_list_problems (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  GPtrArray *list;

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self) && entry != NULL, NULL);

  list = g_ptr_array_new ();
  for (guint i = 0; i < self->problems->len; i++)
    if (np_recipe_draft_find_entry (self->problems->pdata[i]) == entry)
      g_ptr_array_add (list, self->problems->pdata[i]);
  return list;
}

char *
np_recipe_draft_dup_explanation (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), NULL);

  return np_recipe_entry_dup_explanation (entry, self->answers);
}

GArray *
np_recipe_draft_list_choices (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), NULL);

  return np_recipe_entry_list_choices (entry, self->answers);
}

guint
np_recipe_draft_get_choice (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), G_MAXUINT);

  return np_recipe_entry_get_choice (entry, self->answers);
}

/* What is typed for another platform's memory is of no use for the new one's. */
static void
forget_typed (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  if (entry->set_choice != NULL)
    g_hash_table_remove_all (self->typed);
}

void
np_recipe_draft_set_choice (NpRecipeDraft *self, const NpRecipeEntry *entry, guint value)
{
  g_return_if_fail (NP_IS_RECIPE_DRAFT (self));

  if (np_recipe_entry_get_choice (entry, self->answers) == value)
    return;
  np_recipe_entry_set_choice (entry, self->answers, value);
  forget_typed (self, entry);
  change (self);
}

char *
np_recipe_draft_dup_text (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  const char *typed;

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), NULL);

  typed = g_hash_table_lookup (self->typed, entry);
  return typed != NULL ? g_strdup (typed) : np_recipe_entry_dup_text (entry, self->answers);
}

void
np_recipe_draft_set_text (NpRecipeDraft *self, const NpRecipeEntry *entry, const char *text)
{
  g_autofree char *shown = NULL;
  g_autofree char *written = NULL;

  g_return_if_fail (NP_IS_RECIPE_DRAFT (self) && text != NULL);

  shown = np_recipe_draft_dup_text (self, entry);
  if (g_str_equal (shown, text))
    return;
  np_recipe_entry_set_text (entry, self->answers, text, NULL); /* what isn't a value leaves it alone, and is told among the problems */
  written = np_recipe_entry_dup_text (entry, self->answers);
  if (g_str_equal (written, text))
    g_hash_table_remove (self->typed, entry);
  else
    g_hash_table_insert (self->typed, (gpointer) entry, g_strdup (text));
  change (self);
}

/* One of CubeProgrammer's own loaders is known by its name on every computer. */
static char *
dup_loader_name (NpRecipeDraft *self, const char *path)
{
  for (guint i = 0; self->loaders != NULL && i < self->loaders->len; i++)
    if (g_str_equal (self->loaders->pdata[i], path))
      return g_path_get_basename (path);
  return g_strdup (path);
}

/**
 * np_recipe_draft_set_path:
 * @path: of a file that was chosen, absolute
 */
void
np_recipe_draft_set_path (NpRecipeDraft *self, const NpRecipeEntry *entry, const char *path)
{
  g_autofree char *text = NULL;

  g_return_if_fail (NP_IS_RECIPE_DRAFT (self) && entry != NULL && path != NULL);

  text = entry->kind == NP_RECIPE_ENTRY_LOADER ? dup_loader_name (self, path) : shorten_path (self->answers, path);
  np_recipe_draft_set_text (self, entry, text);
}

guint
np_recipe_draft_get_seconds (NpRecipeDraft *self, const NpRecipeEntry *entry)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), 0);

  return np_recipe_entry_get_seconds (entry, self->answers);
}

void
np_recipe_draft_set_seconds (NpRecipeDraft *self, const NpRecipeEntry *entry, guint seconds)
{
  g_return_if_fail (NP_IS_RECIPE_DRAFT (self));

  if (np_recipe_entry_get_seconds (entry, self->answers) == seconds)
    return;
  np_recipe_entry_set_seconds (entry, self->answers, seconds);
  change (self);
}

/* Where the firmware's digest stands among those that were declared; -1 for nowhere. */
static int
find_declaration (NpRecipeDraft *self)
{
  const char *digest = np_recipe_draft_get_firmware_digest (self);

  for (int i = 0; digest != NULL && self->answers->test_firmware != NULL && self->answers->test_firmware[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->answers->test_firmware[i], digest) == 0)
      return i;
  return -1;
}

gboolean
np_recipe_draft_is_declared (NpRecipeDraft *self)
{
  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (self), FALSE);

  return find_declaration (self) >= 0;
}

void
np_recipe_draft_set_declared (NpRecipeDraft *self, gboolean declared)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  const char *digest;
  GStrv former;

  g_return_if_fail (NP_IS_RECIPE_DRAFT (self));

  digest = np_recipe_draft_get_firmware_digest (self);
  if (digest == NULL || declared == np_recipe_draft_is_declared (self))
    return;
  former = self->answers->test_firmware;
  for (guint i = 0; former != NULL && former[i] != NULL; i++)
    if (g_ascii_strcasecmp (former[i], digest) != 0)
      g_strv_builder_add (builder, former[i]);
  if (declared)
    g_strv_builder_add (builder, digest);
  g_strfreev (former);
  self->answers->test_firmware = g_strv_builder_end (builder);
  if (self->answers->test_firmware[0] == NULL)
    g_clear_pointer (&self->answers->test_firmware, g_strfreev);
  change (self);
}

/* The class */

static void
np_recipe_draft_finalize (GObject *object)
{
  NpRecipeDraft *self = NP_RECIPE_DRAFT (object);

  g_clear_object (&self->data);
  g_clear_pointer (&self->loaders, g_ptr_array_unref);
  g_clear_pointer (&self->typed, g_hash_table_unref);
  np_recipe_free (self->answers);
  np_recipe_free (self->original);
  np_recipe_free (self->recipe);
  np_recipe_facts_free (self->facts);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->plan, np_plan_unref);
  g_clear_error (&self->obstacle);
  G_OBJECT_CLASS (np_recipe_draft_parent_class)->finalize (object);
}

static void
np_recipe_draft_class_init (NpRecipeDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_recipe_draft_finalize;
  signals[CHANGED] = g_signal_new ("changed", NP_TYPE_RECIPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
np_recipe_draft_init (NpRecipeDraft *self)
{
  self->typed = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

NpRecipeDraft *
np_recipe_draft_new (NpProject *project, GPtrArray *loaders)
{
  NpRecipeDraft *self;

  g_return_val_if_fail (NP_IS_PROJECT (project), NULL);

  self = g_object_new (NP_TYPE_RECIPE_DRAFT, NULL);
  self->data = g_object_ref (np_project_get_factory_data (project));
  self->loaders = loaders != NULL ? g_ptr_array_ref (loaders) : NULL;
  self->answers = np_recipe_copy (np_project_get_recipe (project));
  update (self);
  self->original = np_recipe_copy (self->recipe);
  return self;
}
