/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-recipe"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "np-recipe.h"

G_DEFINE_BOXED_TYPE (NpRecipe, np_recipe, np_recipe_copy, np_recipe_free)

/* Members that a file has, beside the platform: one table for reading, writing, copying and freeing them. */
typedef enum
{
  MEMBER_TEXT,
  MEMBER_ADDRESS,
  MEMBER_CHOICE,
  MEMBER_NUMBER,
  MEMBER_TEXTS,
} MemberKind;

typedef struct
{
  const char *name; /* "timeouts.result" is a member of an object */
  MemberKind kind;
  gsize offset;
  const char *const *choices; /* by the enumeration's value; NULL: the value that isn't written */
  guint n_choices;
  guint fallback; /* of a number: when the file doesn't have it */
  guint most;
} Member;

static const char *const job_names[] = { "reconfigure", "provision" };
static const char *const mode_names[] = { NULL, "test", "production" };
static const char *const handshake_names[] = { "built-in", "script" };
static const char *const lock_names[] = { "none", "rdp1", "rdp2" };

#define MAX_SECURITY 255
#define MAX_TIMEOUT 86400

#define TEXT(key, field) { .name = (key), .kind = MEMBER_TEXT, .offset = G_STRUCT_OFFSET (NpRecipe, field) }
#define ADDRESS(key, field) { .name = (key), .kind = MEMBER_ADDRESS, .offset = G_STRUCT_OFFSET (NpRecipe, field) }
#define CHOICE(key, field, names) \
  { .name = (key), .kind = MEMBER_CHOICE, .offset = G_STRUCT_OFFSET (NpRecipe, field), .choices = (names), .n_choices = G_N_ELEMENTS (names) }
#define NUMBER(key, field, value, highest) \
  { .name = (key), .kind = MEMBER_NUMBER, .offset = G_STRUCT_OFFSET (NpRecipe, field), .fallback = (value), .most = (highest) }

static const Member members[] = {
  CHOICE ("job", job, job_names),
  NUMBER ("security", security, 0, MAX_SECURITY),
  CHOICE ("mode", mode, mode_names),
  ADDRESS ("factoryDataAddress", factory_data_address),
  TEXT ("loader", loader),
  TEXT ("provisioningFirmware", provisioning_firmware),
  TEXT ("applicationFirmware", application_firmware),
  ADDRESS ("applicationAddress", application_address),
  TEXT ("coprocessorFirmware", coprocessor_firmware),
  ADDRESS ("coprocessorAddress", coprocessor_address),
  TEXT ("scriptsFolder", scripts_folder),
  TEXT ("magicTrailer", magic_trailer),
  ADDRESS ("magicTrailerAddress", magic_trailer_address),
  CHOICE ("handshake", handshake, handshake_names),
  TEXT ("handshakeScript", handshake_script),
  NUMBER ("timeouts.synchronisation", timeouts.synchronisation, 30, MAX_TIMEOUT),
  NUMBER ("timeouts.result", timeouts.result, 30, MAX_TIMEOUT),
  NUMBER ("timeouts.script", timeouts.script, 600, MAX_TIMEOUT),
  NUMBER ("timeouts.application", timeouts.application, 30, MAX_TIMEOUT),
  TEXT ("applicationPattern", application_pattern),
  CHOICE ("lock", lock, lock_names),
  { .name = "testFirmware", .kind = MEMBER_TEXTS, .offset = G_STRUCT_OFFSET (NpRecipe, test_firmware) },
};

static gpointer
get_field (const NpRecipe *self, const Member *member)
{
  return G_STRUCT_MEMBER_P (self, member->offset);
}

NpRecipe *
np_recipe_new (NpJob job, const NpPlatform *platform)
{
  NpRecipe *self = g_new0 (NpRecipe, 1);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].kind == MEMBER_NUMBER)
      *(guint *) get_field (self, &members[i]) = members[i].fallback;
  self->job = job;
  self->platform = platform;
  self->factory_data_address = platform != NULL ? np_platform_get_factory_data_range (platform)->start : 0;
  return self;
}

NpRecipe *
np_recipe_copy (const NpRecipe *self)
{
  NpRecipe *copy = g_new0 (NpRecipe, 1);

  g_return_val_if_fail (self != NULL, NULL);

  *copy = *self;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].kind == MEMBER_TEXT)
      *(char **) get_field (copy, &members[i]) = g_strdup (*(char **) get_field (self, &members[i]));
    else if (members[i].kind == MEMBER_TEXTS)
      *(GStrv *) get_field (copy, &members[i]) = g_strdupv (*(GStrv *) get_field (self, &members[i]));
  copy->folder = g_strdup (self->folder);
  copy->file = self->file != NULL ? json_object_ref (self->file) : NULL;
  return copy;
}

void
np_recipe_free (NpRecipe *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].kind == MEMBER_TEXT)
      g_free (*(char **) get_field (self, &members[i]));
    else if (members[i].kind == MEMBER_TEXTS)
      g_strfreev (*(GStrv *) get_field (self, &members[i]));
  g_free (self->folder);
  g_clear_pointer (&self->file, json_object_unref);
  g_free (self);
}

gboolean
np_recipe_parse_address (const char *text, guint32 *address, GError **error)
{
  const char *digits = text;
  guint64 value;

  g_return_val_if_fail (text != NULL && address != NULL, FALSE);

  if (g_str_has_prefix (digits, "0x") || g_str_has_prefix (digits, "0X"))
    digits += 2;
  if (*digits == '\0' || strspn (digits, "0123456789abcdefABCDEF") != strlen (digits))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is not an address: it must be hexadecimal, such as 0x081EC000."), text);
      return FALSE;
    }
  if (!g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT32, &value, NULL))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                   _("The address %s has more than 32 bits: eight hexadecimal digits are the most. Check it for a digit too many."), text);
      return FALSE;
    }
  *address = value;
  return TRUE;
}

/* --- Read ---------------------------------------------------------------------- */

/* Where a member stands: itself, or in an object that its name begins with. NULL, with no error, when it is absent. */
static gboolean
find_node (JsonObject *object, const char *name, JsonNode **node, GError **error)
{
  const char *dot = strchr (name, '.');
  g_autofree char *outer = dot != NULL ? g_strndup (name, (gsize) (dot - name)) : NULL;

  *node = json_object_get_member (object, outer != NULL ? outer : name);
  if (*node != NULL && JSON_NODE_HOLDS_NULL (*node))
    *node = NULL;
  if (*node == NULL || outer == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (*node))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” of the recipe must be an object."), outer);
      return FALSE;
    }
  return find_node (json_node_get_object (*node), dot + 1, node, error);
}

static gboolean
node_get_text (const char *name, JsonNode *node, const char **text, GError **error)
{
  *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  if (*text != NULL)
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” of the recipe must be a text."), name);
  return FALSE;
}

static gboolean
parse_address (const Member *member, JsonNode *node, guint32 *address, GError **error)
{
  const char *text;

  if (!node_get_text (member->name, node, &text, error))
    return FALSE;
  if (np_recipe_parse_address (text, address, error))
    return TRUE;
  g_prefix_error (error, _("“%s” of the recipe: "), member->name);
  return FALSE;
}

static char *
list_choices (const Member *member)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < member->n_choices; i++)
    if (member->choices[i] != NULL)
      g_string_append_printf (list, "%s“%s”", list->len > 0 ? ", " : "", member->choices[i]);
  return g_string_free (list, FALSE);
}

static gboolean
parse_choice (const Member *member, JsonNode *node, guint *value, GError **error)
{
  g_autofree char *list = NULL;
  const char *text;

  if (!node_get_text (member->name, node, &text, error))
    return FALSE;
  for (guint i = 0; i < member->n_choices; i++)
    if (g_strcmp0 (text, member->choices[i]) == 0)
      {
        *value = i;
        return TRUE;
      }
  list = list_choices (member);
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” of the recipe is “%s”; it must be one of %s."), member->name, text, list);
  return FALSE;
}

static gboolean
parse_number (const Member *member, JsonNode *node, guint *value, GError **error)
{
  gint64 number = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;

  if (number >= 0 && number <= member->most)
    {
      *value = (guint) number;
      return TRUE;
    }
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” of the recipe must be a whole number from 0 to %u."), member->name, member->most);
  return FALSE;
}

static gboolean
parse_texts (const Member *member, JsonNode *node, GStrv *texts, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text;

      if (!node_get_text (member->name, json_array_get_element (array, i), &text, error))
        return FALSE;
      g_strv_builder_add (builder, text);
    }
  if (array == NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” of the recipe must be a list of texts."), member->name);
      return FALSE;
    }
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
parse_member (NpRecipe *self, const Member *member, JsonObject *object, GError **error)
{
  gpointer field = get_field (self, member);
  const char *text = NULL;
  JsonNode *node;

  if (!find_node (object, member->name, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  switch (member->kind)
    {
    case MEMBER_TEXT:
      if (!node_get_text (member->name, node, &text, error))
        return FALSE;
      *(char **) field = *text != '\0' ? g_strdup (text) : NULL;
      return TRUE;
    case MEMBER_ADDRESS: return parse_address (member, node, field, error);
    case MEMBER_CHOICE: return parse_choice (member, node, field, error);
    case MEMBER_NUMBER: return parse_number (member, node, field, error);
    case MEMBER_TEXTS: return parse_texts (member, node, field, error);
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
parse_platform (NpRecipe *self, JsonObject *object, GError **error)
{
  const char *text;
  JsonNode *node;

  if (!find_node (object, "platform", &node, error) || (node != NULL && !node_get_text ("platform", node, &text, error)))
    return FALSE;
  if (node == NULL)
    return TRUE;
  self->platform = np_platform_find (text);
  if (self->platform != NULL)
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The recipe's platform “%s” is not one that this version knows."), text);
  return FALSE;
}

NpRecipe *
np_recipe_parse (JsonObject *object, GError **error)
{
  g_autoptr(NpRecipe) self = np_recipe_new (NP_JOB_RECONFIGURE, NULL);

  g_return_val_if_fail (object != NULL, NULL);

  if (!json_object_has_member (object, "job"))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The recipe has no “job”; it must be “reconfigure” or “provision”."));
      return NULL;
    }
  if (!parse_platform (self, object, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!parse_member (self, &members[i], object, error))
      return NULL;
  np_recipe_set_default_addresses (self);
  self->file = json_object_ref (object);
  return g_steal_pointer (&self);
}

static gboolean
is_known_key (const char *key)
{
  gsize length = strlen (key);

  if (strcmp (key, "platform") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (strncmp (members[i].name, key, length) == 0 && (members[i].name[length] == '\0' || members[i].name[length] == '.'))
      return TRUE;
  return FALSE;
}

static void
list_unknown_keys (JsonObject *object, const char *prefix, GStrvBuilder *unknown)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *key = g_strconcat (prefix, name, NULL);
      g_autofree char *inner = g_strconcat (key, ".", NULL);

      if (!is_known_key (key))
        g_strv_builder_add (unknown, key);
      else if (JSON_NODE_HOLDS_OBJECT (node))
        list_unknown_keys (json_node_get_object (node), inner, unknown);
    }
}

GStrv
np_recipe_list_unknown_keys (const NpRecipe *self)
{
  g_autoptr(GStrvBuilder) unknown = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  if (self->file != NULL)
    list_unknown_keys (self->file, "", unknown);
  return g_strv_builder_end (unknown);
}

/* --- Write ------------------------------------------------------------------------ */

/* A copy all the way down, so that what was loaded is never changed. */
static JsonObject *
object_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return copy;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_OBJECT (node))
      json_object_set_object_member (copy, name, object_copy (json_node_get_object (node)));
    else
      json_object_set_member (copy, name, json_node_copy (node));
  return copy;
}

/* What a member is in a file; NULL for one that says nothing. */
static JsonNode *
member_to_node (const NpRecipe *self, const Member *member)
{
  gconstpointer field = get_field (self, member);
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_VALUE);
  g_autoptr(JsonArray) array = NULL;
  g_autofree char *text = NULL;

  switch (member->kind)
    {
    case MEMBER_TEXT: text = g_strdup (*(char *const *) field); break;
    case MEMBER_ADDRESS: text = *(const guint32 *) field != 0 ? g_strdup_printf ("0x%08X", *(const guint32 *) field) : NULL; break;
    case MEMBER_CHOICE: text = g_strdup (member->choices[*(const guint *) field]); break;
    case MEMBER_NUMBER: json_node_set_int (node, *(const guint *) field); return g_steal_pointer (&node);
    case MEMBER_TEXTS:
      array = json_array_new ();
      for (char **item = *(char **const *) field; item != NULL && *item != NULL; item++)
        json_array_add_string_element (array, *item);
      return json_node_init_array (json_node_alloc (), array);
    }
  if (text == NULL)
    return NULL;
  json_node_set_string (node, text);
  return g_steal_pointer (&node);
}

/* Whether a file without the member would say the same. */
static gboolean
is_default (const NpRecipe *self, const Member *member)
{
  gconstpointer field = get_field (self, member);
  const GStrv *texts = field;

  switch (member->kind)
    {
    case MEMBER_TEXT:
    case MEMBER_ADDRESS: return FALSE;
    case MEMBER_CHOICE: return *(const guint *) field == 0 && member->choices != job_names;
    case MEMBER_NUMBER: return *(const guint *) field == member->fallback;
    case MEMBER_TEXTS: return *texts == NULL || **texts == NULL;
    }
  g_return_val_if_reached (FALSE);
}

/* The object that a member stands in, and its name there; NULL when that object isn't there and isn't to be made. */
static JsonObject *
find_place (JsonObject *object, const char *name, gboolean make, const char **inner_name)
{
  const char *dot = strchr (name, '.');
  g_autofree char *outer = dot != NULL ? g_strndup (name, (gsize) (dot - name)) : NULL;

  *inner_name = dot != NULL ? dot + 1 : name;
  if (outer == NULL)
    return object;
  if (!json_object_has_member (object, outer) && make)
    json_object_set_object_member (object, outer, json_object_new ());
  return json_object_has_member (object, outer) ? json_object_get_object_member (object, outer) : NULL;
}

static void
write_member (const NpRecipe *self, const Member *member, JsonObject *object)
{
  g_autoptr(JsonNode) node = member_to_node (self, member);
  gboolean needed = node != NULL && !is_default (self, member);
  const char *name;
  JsonObject *place = find_place (object, member->name, needed, &name);
  gboolean there = place != NULL && json_object_has_member (place, name);

  if (node != NULL && (needed || there))
    json_object_set_member (place, name, g_steal_pointer (&node));
  else if (there)
    json_object_remove_member (place, name);
}

JsonObject *
np_recipe_to_json (const NpRecipe *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = object_copy (self->file);
  if (self->platform != NULL)
    json_object_set_string_member (object, "platform", np_platform_get_id (self->platform));
  else if (json_object_has_member (object, "platform"))
    json_object_remove_member (object, "platform");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    write_member (self, &members[i], object);
  return object;
}

/* --- What it means ------------------------------------------------------------------ */

const NpSecurityLevel *
np_recipe_get_security_level (const NpRecipe *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->platform != NULL ? np_platform_find_security_level (self->platform, self->security) : NULL;
}

gboolean
np_recipe_reopens_boards (const NpRecipe *self)
{
  const NpSecurityLevel *level = np_recipe_get_security_level (self);

  return self->job == NP_JOB_PROVISION && level != NULL && g_strv_contains (level->steps, "run-regression");
}

void
np_recipe_set_default_addresses (NpRecipe *self)
{
  const NpSecurityLevel *level = np_recipe_get_security_level (self);

  if (self->factory_data_address == 0 && self->platform != NULL)
    self->factory_data_address = np_platform_get_factory_data_range (self->platform)->start;
  if (self->job != NP_JOB_PROVISION || level == NULL)
    return;
  if (self->application_address == 0)
    self->application_address = level->application_address;
  if (self->magic_trailer_address == 0 && self->magic_trailer != NULL)
    self->magic_trailer_address = level->magic_trailer_address;
}

char *
np_recipe_resolve_path (const NpRecipe *self, const char *path)
{
  g_return_val_if_fail (self != NULL, NULL);

  return path != NULL ? g_canonicalize_filename (path, self->folder) : NULL;
}

gboolean
np_recipe_is_external (const NpRecipe *self, guint32 address)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->platform != NULL && address != 0 && !np_memory_range_contains (np_platform_get_flash (self->platform), address, 1);
}

gboolean
np_recipe_needs_loader (const NpRecipe *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (np_recipe_is_external (self, self->factory_data_address))
    return TRUE;
  return self->job == NP_JOB_PROVISION &&
         (((self->application_firmware != NULL || self->provisioning_firmware != NULL) && np_recipe_is_external (self, self->application_address)) ||
          (self->magic_trailer != NULL && np_recipe_is_external (self, self->magic_trailer_address)));
}

char *
np_recipe_dup_loader (const NpRecipe *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!np_recipe_needs_loader (self))
    return NULL;
  if (self->loader != NULL && strchr (self->loader, G_DIR_SEPARATOR) != NULL)
    return np_recipe_resolve_path (self, self->loader);
  return g_strdup (self->loader != NULL ? self->loader : np_platform_get_factory_data_loader (self->platform));
}

char *
np_recipe_find_loader (const NpRecipe *self, GPtrArray *loaders)
{
  g_autofree char *name = np_recipe_dup_loader (self);

  if (!np_recipe_needs_loader (self) || (name != NULL && g_path_is_absolute (name)))
    return g_steal_pointer (&name);
  for (guint i = 0; i < loaders->len; i++)
    {
      g_autofree char *base = g_path_get_basename (loaders->pdata[i]);

      if (name != NULL ? g_str_equal (base, name) : strstr (base, np_platform_get_board_name (self->platform)) != NULL)
        return g_strdup (loaders->pdata[i]);
    }
  return g_steal_pointer (&name);
}
